"""What a delivery says, whichever way it goes: heading, 提要, documents or the links to them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from urllib.parse import quote

from tasks.distribute.edition import WHOLE, Document, Edition, Line
from tasks.distribute.outcomes import Refused
from tasks.distribute.planning import Delivery, Recipient
from tasks.models import Model, Role

MEGABYTE = 1_000_000
LINES_A_ROLE = 2  # of a region's findings in the letter that brings its file


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
    lines: tuple[Line, ...]
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
        heading=_heading(edition, delivery),
        date=_spoken(edition.date),
        lines=edition.lines if _has_whole(delivery) else tuple(_lines_of_regions(edition, delivery)),
        correction=delivery.correction,
        documents=delivery.documents,
        links=addresses if too_large else (),
        addresses=addresses,
        identity=delivery.identity,
        replaces=delivery.replaces,
    )


def _has_whole(delivery: Delivery) -> bool:
    return any(document.path == WHOLE for document in delivery.documents)


def _heading(edition: Edition, delivery: Delivery) -> str:
    """The issue's name; for who gets regions only, their name, or that there are several."""
    title = edition.title
    if not _has_whole(delivery):
        names = [Path(document.path).stem for document in delivery.documents]
        title = f"{title}·{names[0] if len(names) == 1 else '区域专报'}"
    return f"【更正】{title}" if delivery.correction else title


def _lines_of_regions(edition: Edition, delivery: Delivery) -> Iterator[Line]:
    """The first findings of each role of the regions whose files are sent, and of no others."""
    for document in delivery.documents:
        for role in Role:
            of_role = (one for one in edition.subjects if one.region == document.region and one.role is role)
            for one in islice(of_role, LINES_A_ROLE):
                yield Line(lead=f"{one.region.name}·{role}·{one.lead}", text=_closed(one.summary))


def _closed(text: str) -> str:
    return text if text.endswith(("。", "！", "？", "……")) else f"{text}。"


def _link(document: Document, edition: Edition, base: str | None) -> Link:
    path = quote(f"{edition.issue}/{document.path}")
    return Link(name=document.name, size=_megabytes(document.size), url=f"{base}{path}")


def _megabytes(size: int) -> str:
    return f"{max(size / MEGABYTE, 0.1):.1f} MB"


def _spoken(date: str) -> str:
    year, month, day = map(int, date.split("-"))
    return f"{year}年{month}月{day}日"
