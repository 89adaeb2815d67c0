"""Mails and saved page archives (MHTML, which is a mail too): the text or page in them."""

from __future__ import annotations

import email
import email.policy
import email.utils
import re
from collections.abc import Iterator
from email.message import EmailMessage, Message

from tasks.ingest.charset import Decoded, decode
from tasks.ingest.limits import Limits
from tasks.ingest.reasons import refusal
from tasks.ingest.sources import make_source
from tasks.models import Metadata, Source

PASSED_ON = re.compile(r"^(?:(?:转发|转|回复|答复|re|fwd?)\s*[：:]\s*)+", re.IGNORECASE)


def read_mail(content: bytes) -> tuple[Decoded, str, Metadata]:
    """The body of a mail with its kind (text or html), its subject and day; the page of an archive likewise."""
    message = _parse(content)
    part = _body(message)
    if part is None:
        raise refusal("no_text", "邮件没有正文")
    payload = part.get_payload(decode=True)
    if not isinstance(payload, bytes) or not payload.strip():
        raise refusal("no_text", "邮件没有正文")
    kind = "html" if part.get_content_type() in ("text/html", "application/xhtml+xml") else "text"
    subject = PASSED_ON.sub("", str(message.get("subject") or "").strip())
    return decode(payload, part.get_content_charset()), kind, Metadata(title=subject or None, received=_day(message))


def attachments(name: str, content: bytes, limits: Limits) -> Iterator[Source]:
    """The files attached to a mail, as ``name!file``."""
    for number, part in enumerate(_parse(content).walk()):
        label = part.get_filename()
        if not label or number > limits.archive_members:
            continue
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes) and payload:
            yield make_source(f"{name}!{label}", payload)


def _parse(content: bytes) -> EmailMessage:
    try:
        return email.message_from_bytes(content, policy=email.policy.default)
    except Exception as problem:  # the parser meets hostile headers with whatever error
        raise refusal("broken", type(problem).__name__) from problem


def _day(message: EmailMessage) -> str | None:
    """The day in the mail's header, null where there is none or no such day."""
    try:
        return email.utils.parsedate_to_datetime(str(message.get("date"))).date().isoformat()
    except (TypeError, ValueError, IndexError):
        return None


def _body(message: EmailMessage) -> Message | None:
    found: dict[str, Message] = {}
    for part in message.walk():
        kind = part.get_content_type()
        if kind.startswith("text/") and not part.get_filename():
            found.setdefault(kind, part)
    return found.get("text/html") or found.get("text/plain")
