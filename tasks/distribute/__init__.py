"""From a finished issue to its readers: e-mail, shared folder, group robot; to each once and only once.

``plan(read_edition(folder), distribution)`` says who gets what; ``Post`` sends it and keeps the ``Ledger``. Settings
are read at every start, so names are loaded when they are first asked for: databases and clients take half a second.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tasks.distribute.approval import check_approved
    from tasks.distribute.channels import open_channels
    from tasks.distribute.corrections import corrections
    from tasks.distribute.database import sqlite_url
    from tasks.distribute.edition import Edition, read_edition
    from tasks.distribute.ledger import Approval, Entry, Ledger, State
    from tasks.distribute.outcomes import DeliveryProblem
    from tasks.distribute.planning import Delivery, Plan, Recipient, plan
    from tasks.distribute.preview import write_previews
    from tasks.distribute.report import Report, Result
    from tasks.distribute.salvage import rescue, take_over
    from tasks.distribute.sending import Post, letter_for
    from tasks.distribute.settings import Distribution

_HOMES = {
    "approval": ("check_approved",),
    "channels": ("open_channels",),
    "corrections": ("corrections",),
    "database": ("sqlite_url",),
    "edition": ("Edition", "read_edition"),
    "ledger": ("Approval", "Entry", "Ledger", "State"),
    "outcomes": ("DeliveryProblem",),
    "planning": ("Delivery", "Plan", "Recipient", "plan"),
    "preview": ("write_previews",),
    "report": ("Report", "Result"),
    "salvage": ("rescue", "take_over"),
    "sending": ("Post", "letter_for"),
    "settings": ("Distribution",),
}

__all__ = [
    "Approval",
    "Delivery",
    "DeliveryProblem",
    "Distribution",
    "Edition",
    "Entry",
    "Ledger",
    "Plan",
    "Post",
    "Recipient",
    "Report",
    "Result",
    "State",
    "check_approved",
    "corrections",
    "letter_for",
    "open_channels",
    "plan",
    "read_edition",
    "rescue",
    "sqlite_url",
    "take_over",
    "write_previews",
]


def __getattr__(name: str) -> object:
    """Load a name from its module."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
