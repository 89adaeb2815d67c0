"""From a finished issue to its readers: e-mail, shared folder, webhook; to each once and only once.

``plan(read_edition(folder), distribution)`` says who gets what; ``Post`` sends it and keeps the ``Ledger``.
"""

from tasks.distribute.approval import check_approved
from tasks.distribute.channels import open_channels
from tasks.distribute.database import sqlite_url
from tasks.distribute.edition import Edition, read_edition
from tasks.distribute.ledger import Approval, Entry, Ledger, State
from tasks.distribute.outcomes import DeliveryProblem
from tasks.distribute.planning import Delivery, Plan, Recipient, plan
from tasks.distribute.preview import write_previews
from tasks.distribute.sending import Post, Report, Result, letter_for
from tasks.distribute.settings import Distribution

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
    "letter_for",
    "open_channels",
    "plan",
    "read_edition",
    "sqlite_url",
    "write_previews",
]
