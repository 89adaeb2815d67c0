"""Whether an issue may go out: a person approves its content, and only this content."""

from __future__ import annotations

from tasks.distribute.edition import Edition
from tasks.distribute.ledger import Ledger
from tasks.errors import HujianError


def check_approved(edition: Edition, ledger: Ledger, *, required: bool) -> None:
    """HujianError when the issue may not go out.

    ``required``: only what was approved may. Otherwise only what the run made, or what was approved after somebody put
    another file in a document's place.
    """
    approval = ledger.approval(edition)
    if approval is not None and approval.content_hash == edition.content_hash:
        return
    if required and approval is not None:
        raise HujianError(f"{edition.issue} 在核准之后内容变了，没有分发。请核对后重新 hujian approve {edition.issue}")
    if required:
        raise HujianError(f"{edition.issue} 尚未核准，没有分发。请核对后运行 hujian approve {edition.issue}")
    if edition.touched:
        names = "、".join(edition.touched)
        raise HujianError(f"{names} 已不是编成时的文件，没有分发。确认要发，请先 hujian approve {edition.issue}")
