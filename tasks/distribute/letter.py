"""What a delivery says, whichever way it goes: heading, 提要, documents or the links to them."""

from __future__ import annotations

from urllib.parse import quote

from tasks.distribute.edition import Document, Edition
from tasks.distribute.outcomes import Refused
from tasks.distribute.planning import Delivery, Recipient
from tasks.models import Model

MEGABYTE = 1_000_000


class Link(Model):
    """Where a document may be had."""

    name: str
    size: str
    url: str


class Letter(Model):
    """One delivery, ready to be put into a channel's form.

    ``links`` stand in place of the documents when there are any; ``addresses`` are where the documents may be had, if
    anywhere. ``identity`` is the same for the same issue, recipient and content, and for nothing else.
    """

    edition: Edition
    recipient: Recipient
    heading: str
    date: str
    correction: int
    documents: tuple[Document, ...]
    links: tuple[Link, ...]
    addresses: tuple[Link, ...]
    identity: str
    replaces: str | None = None


def write_letter(edition: Edition, delivery: Delivery, megabytes: float, link: str | None) -> Letter:
    """Word one delivery; Refused when it is too large for an attachment and there is no address to link to."""
    addresses = tuple(_link(document, edition, link) for document in delivery.documents) if link else ()
    size = sum(document.size for document in delivery.documents)
    too_large = delivery.recipient.channel == "mail" and size > megabytes * MEGABYTE
    if too_large and not addresses:
        raise Refused(f"附件共 {_megabytes(size)}，超过 attachment_megabytes，又没有设置 link")
    return Letter(
        edition=edition,
        recipient=delivery.recipient,
        heading=f"【更正】{edition.title}" if delivery.correction else edition.title,
        date=_spoken(edition.date),
        correction=delivery.correction,
        documents=delivery.documents,
        links=addresses if too_large else (),
        addresses=addresses,
        identity=delivery.identity,
        replaces=delivery.replaces,
    )


def _link(document: Document, edition: Edition, base: str | None) -> Link:
    path = quote(f"{edition.issue}/{document.path}")
    return Link(name=document.name, size=_megabytes(document.size), url=f"{base}{path}")


def _megabytes(size: int) -> str:
    return f"{max(size / MEGABYTE, 0.1):.1f} MB"


def _spoken(date: str) -> str:
    year, month, day = map(int, date.split("-"))
    return f"{year}年{month}月{day}日"
