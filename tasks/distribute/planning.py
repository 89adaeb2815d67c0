"""Who gets what of an issue: rules applied to it, one delivery a recipient however many rules name it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from tasks.distribute.addresses import Mailbox
from tasks.distribute.edition import Document, Edition, hash_of, hash_of_documents
from tasks.distribute.settings import Distribution, Rule
from tasks.models import Model, Region

Key = tuple[str, str, str, int]  # series, issue, recipient, which sending
ChannelKind = Literal["mail", "folder", "webhook"]
_KINDS = ("省", "市", "区", "县", "旗", "州", "盟", "镇", "乡", "街道")
CHANNELS: dict[ChannelKind, str] = {"mail": "邮件", "folder": "共享文件夹", "webhook": "群机器人"}


class Recipient(Model):
    """Where a delivery goes. ``target`` is an address, or the name of a folder or webhook in the settings."""

    channel: ChannelKind
    target: str
    name: str = ""

    @property
    def key(self) -> str:
        """How the ledger knows the recipient."""
        return f"{self.channel}:{self.target.lower() if self.channel == 'mail' else self.target}"

    def __str__(self) -> str:
        """As people write it."""
        return str(Mailbox(name=self.name, address=self.target)) if self.channel == "mail" else self.target


class Delivery(Model):
    """What one recipient gets of an issue, and by which rules.

    ``correction`` 0 is the first sending, n the nth 更正;
    ``replaces`` is the identity of what a 更正 corrects.
    """

    series: str
    issue: str
    recipient: Recipient
    rules: tuple[str, ...]
    documents: tuple[Document, ...]
    content_hash: str
    correction: int = 0
    replaces: str | None = None

    @property
    def key(self) -> Key:
        """How the ledger knows the delivery."""
        return self.series, self.issue, self.recipient.key, self.correction

    @property
    def identity(self) -> str:
        """The same for the same issue, recipient, sending and content, and for nothing else."""
        return identity_of(self.key, self.content_hash)


class LeftOut(Model):
    """A rule that sends nothing of this issue, and why."""

    rule: str
    reason: str


class Plan(Model):
    """All deliveries of an issue, by channel and recipient, and the rules that do not hold for it."""

    edition: Edition
    deliveries: tuple[Delivery, ...]
    left_out: tuple[LeftOut, ...] = ()


def plan(edition: Edition, distribution: Distribution) -> Plan:
    """Apply the rules to an issue. The order of rules and recipients in the settings is kept."""
    found: dict[str, list[tuple[Rule, Recipient, tuple[Document, ...]]]] = {}
    left_out: list[LeftOut] = []
    for rule in distribution.rules:
        documents = _documents_for(rule, edition)
        if isinstance(documents, str):
            left_out.append(LeftOut(rule=rule.name, reason=documents))
            continue
        for recipient in recipients(rule):
            found.setdefault(recipient.key, []).append((rule, recipient, documents))
    deliveries = (_delivery(edition, entries) for entries in found.values())
    return Plan(edition=edition, deliveries=tuple(deliveries), left_out=tuple(left_out))


def identity_of(key: Key, content_hash: str) -> str:
    """A delivery's identity from its ledger key and content."""
    return hash_of([*map(str, key), content_hash])


def recipients(rule: Rule) -> Iterator[Recipient]:
    """Everybody whom a rule names."""
    for mailbox in rule.mail:
        yield Recipient(channel="mail", target=mailbox.address, name=mailbox.name)
    for name in rule.folders:
        yield Recipient(channel="folder", target=name)
    for name in rule.webhooks:
        yield Recipient(channel="webhook", target=name)


def is_in(region: Region, names: Iterable[str]) -> bool:
    """Whether a place is one of ``names`` (遂宁市, or the full name from the province) or lies below one of them.

    Inside a full name only whole names count, which end in their kind: 海南省 is not in 青海省海南藏族自治州.
    """
    whole, above = region.full_name, region.parent or ""
    return any(
        name in (region.name, whole) or whole.startswith(name) or (name.endswith(_KINDS) and name in above)
        for name in names
    )


def _delivery(edition: Edition, entries: list[tuple[Rule, Recipient, tuple[Document, ...]]]) -> Delivery:
    """What several rules give one recipient, each document once, in the order of the issue."""
    wanted = {document.path for _, _, documents in entries for document in documents}
    documents = tuple(document for document in edition.documents if document.path in wanted)
    return Delivery(
        series=edition.series,
        issue=edition.issue,
        recipient=entries[0][1],
        rules=tuple(dict.fromkeys(rule.name for rule, _, _ in entries)),
        documents=documents,
        content_hash=hash_of_documents(documents),
    )


def _documents_for(rule: Rule, edition: Edition) -> tuple[Document, ...] | str:
    """What a rule gives of this issue, or why it gives nothing."""
    if rule.templates and edition.template not in rule.templates:
        return f"本期用的模板是“{edition.template}”"
    about = [
        subject.region.full_name
        for subject in edition.subjects
        if (not rule.regions or is_in(subject.region, rule.regions))
        and (not rule.topics or set(rule.topics) & set(subject.topics))
    ]
    if not about and (rule.regions or rule.topics):
        return "本期没有这些地区或专题的要点"
    return _chosen(rule, edition, set(about)) or "本期没有这些地区的专报"


def _chosen(rule: Rule, edition: Edition, about: set[str]) -> tuple[Document, ...]:
    """The whole issue, or the files of the regions that the rule's findings are about, or both."""
    parts = [document for document in edition.documents if document.region and document.region.full_name in about]
    whole = [document for document in edition.documents if "/" not in document.path]
    return tuple({"整期": whole, "专报": parts, "整期和专报": whole + parts}[rule.send])
