"""更正: who got a document of an issue that has changed since, and what they are to get."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.distribute.addresses import AllowedDomains, Mailbox
from tasks.distribute.edition import Edition, hash_of_documents
from tasks.distribute.ledger import ARRIVED, Entry
from tasks.distribute.planning import Delivery, Recipient, identity_of
from tasks.distribute.report import Line, Result
from tasks.distribute.settings import Distribution


def corrections(edition: Edition, entries: Sequence[Entry], distribution: Distribution) -> list[Delivery | Line]:
    """A 更正 for everybody whose last arrived sending holds a document that has changed, to the same recipient.

    A Line stands for one who cannot be served: the document is no more, or the settings no longer know the recipient.
    """
    by_recipient: dict[str, list[Entry]] = {}
    for entry in entries:
        by_recipient.setdefault(entry.recipient, []).append(entry)
    found = (_correction(edition, sendings, distribution) for sendings in by_recipient.values())
    return [one for one in found if one is not None]


def _correction(edition: Edition, sendings: Sequence[Entry], distribution: Distribution) -> Delivery | Line | None:
    arrived = [entry for entry in sendings if entry.state in ARRIVED]
    if not arrived:
        return None
    before, last = arrived[-1], sendings[-1]
    recipient = recipient_of(last)
    documents = tuple(one for one in edition.documents if one.path in dict(before.documents))
    if not has_changed(before, edition):
        return Line(recipient=recipient, result=Result.ALREADY)
    if not documents:
        return Line(recipient=recipient, result=Result.CHANGED, detail="此前发送的专报本期已没有，无从更正")
    if not is_known(recipient, distribution):
        return Line(recipient=recipient, result=Result.CHANGED, detail="设置里已没有这个收件人，或其域名不再允许")
    return Delivery(
        series=edition.series,
        issue=edition.issue,
        recipient=recipient,
        rules=(),
        documents=documents,
        content_hash=hash_of_documents(documents),
        correction=before.correction + 1,
        replaces=identity_of(before.key, before.content_hash),
    )


def recipient_of(entry: Entry) -> Recipient:
    """To whom a row of the ledger went."""
    channel, _, target = entry.recipient.partition(":")
    return Recipient.model_validate({"channel": channel, "target": target, "name": entry.name})


def is_known(recipient: Recipient, distribution: Distribution) -> bool:
    """Whether the settings still let anything go there."""
    if recipient.channel == "mail":
        return Mailbox(address=recipient.target) in AllowedDomains(distribution.allowed_domains)
    return recipient.target in (distribution.folders if recipient.channel == "folder" else distribution.webhooks)


def has_changed(entry: Entry, edition: Edition) -> bool:
    """Whether a document that was sent is now another, or no more; other rules change nothing."""
    now = {document.path: document.sha256 for document in edition.documents}
    return any(now.get(path) != sha256 for path, sha256 in entry.documents)
