"""A letter as an e-mail: text and HTML with the 提要, the PDF under its Chinese name."""

from __future__ import annotations

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from tasks.distribute.addresses import Mailbox, is_plain
from tasks.distribute.letter import Letter
from tasks.distribute.outcomes import Refused
from tasks.distribute.settings import MailServer

_POLICY = SMTP.clone(cte_type="7bit")  # any server takes it


def build_message(letter: Letter, server: MailServer, sent: datetime) -> EmailMessage:
    """The message for one recipient, ``sent`` with its time zone.

    Refused when a text that would stand in a header holds line ends or control characters.
    """
    message = EmailMessage(policy=_POLICY)
    message["Subject"] = _header(letter.heading)
    message["From"] = _address(server.sender)
    message["To"] = _address(Mailbox(name=letter.recipient.name, address=letter.recipient.target))
    if server.reply_to:
        message["Reply-To"] = _address(server.reply_to)
    message["Date"] = format_datetime(sent)
    message["Message-ID"] = message_id(letter.identity, server)
    if letter.replaces:
        message["In-Reply-To"] = message["References"] = message_id(letter.replaces, server)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_filled("mail.txt", letter), cte="base64")
    message.add_alternative(_filled("mail.html", letter), subtype="html", cte="base64")
    if not letter.links:
        for document in letter.documents:
            content = letter.edition.content(document)
            message.add_attachment(content, maintype="application", subtype="pdf", filename=_header(document.name))
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"hujian-{letter.identity[:32]}-{number}")
    return message


def message_id(identity: str, server: MailServer) -> str:
    """The Message-ID that belongs to a letter's identity."""
    return f"<{identity[:40]}@{server.sender.domain}>"


def _address(mailbox: Mailbox) -> Address:
    return Address(display_name=_header(mailbox.name), addr_spec=mailbox.address)


def _header(text: str) -> str:
    if not is_plain(text):
        raise Refused(f"“{text.encode('unicode_escape').decode()}”含换行或控制字符，不能写进邮件头")
    return text


def _filled(template: str, letter: Letter) -> str:
    return _templates().get_template(template).render(letter=letter)


@cache
def _templates() -> Environment:
    """Text of articles is data: the HTML is escaped, and nothing in it is a template."""
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
