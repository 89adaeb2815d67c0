"""Distribution of an issue: settings, ledger and ways brought together, by hand or for a schedule."""

from __future__ import annotations

import datetime
import logging
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import httpx

from flows.issue import read_record
from flows.settings import Settings
from flows.state import FILE_NAME, SERIES
from tasks.distribute import (
    Delivery,
    Distribution,
    Edition,
    Entry,
    Ledger,
    Plan,
    Post,
    Report,
    State,
    check_approved,
    open_channels,
    plan,
    read_edition,
    take_over,
    write_previews,
)
from tasks.errors import HujianError, SettingsError

FORMER_LEDGER = "ledger.db"  # before the ledger was kept among the state
ALL = "全部"
WEB_SECONDS = 30
PREVIEWS = "preview"


def distribute_issue(
    settings: Settings,
    folder: Path,
    rules: Sequence[str] | None = None,
    *,
    scheduled: bool = False,
    retry_failed: bool = False,
) -> Report:
    """Send an issue to everybody who has not got it; safe to call again.

    ``rules`` are the names of those to apply (None: all). ``scheduled``: only what was approved goes out, unless the
    settings say otherwise.
    """
    distribution = chosen(settings.distribution, rules)
    edition = read_edition(folder)
    with open_ledger(settings) as ledger, _post(distribution, ledger) as post:
        check_approved(edition, ledger, required=scheduled and distribution.require_approval)
        if not ledger.knows(edition.series):  # it is newer than the issue
            ledger.doubt(edition)
        return post.distribute(plan(edition, distribution), retry_failed=retry_failed)


def correct_issue(settings: Settings, folder: Path, *, retry_failed: bool = False) -> Report:
    """Send a 更正 to everybody who got an issue that has changed since."""
    edition = read_edition(folder)
    with open_ledger(settings) as ledger, _post(settings.distribution, ledger) as post:
        check_approved(edition, ledger, required=False)
        return post.correct(edition, retry_failed=retry_failed)


def approve_issue(settings: Settings, folder: Path, approver: str) -> Edition:
    """Let the issue's present content go out, and only this."""
    edition = read_edition(folder)
    with open_ledger(settings) as ledger:
        ledger.approve(edition, approver)
    return edition


def planned(settings: Settings, folder: Path) -> tuple[Plan, list[Entry]]:
    """Who would get what, and what the ledger says of the issue."""
    made = plan(read_edition(folder), chosen(settings.distribution, None))
    with open_ledger(settings) as ledger:
        return made, ledger.entries(made.edition.series, made.edition.issue)


def preview_issue(settings: Settings, folder: Path) -> list[Path]:
    """What would be sent, as files beside the ledger."""
    made, _ = planned(settings, folder)
    return write_previews(made, settings.distribution, settings.state_folder() / PREVIEWS / made.edition.issue, now)


def entries_of(settings: Settings, issue: str | None) -> list[Entry]:
    """The ledger's rows (of one issue)."""
    with open_ledger(settings) as ledger:
        return ledger.entries(series_of(settings, issue), Path(issue).name if issue else None)


def settle(settings: Settings, issue: str, recipients: Iterable[str], state: State) -> list[str]:
    """Say what became of deliveries that are 待核实 (已发, or 待发 for another try); those that are not so.

    ``全部`` among the recipients stands for all of the issue.
    """
    with open_ledger(settings) as ledger, ledger.sole_use():
        open_ones = {
            entry.recipient: entry
            for entry in ledger.entries(series_of(settings, issue), Path(issue).name)
            if entry.state is State.UNCLEAR
        }
        strangers = []
        named = list(recipients)
        for recipient in open_ones if ALL in named else named:
            entry = open_ones.get(recipient) or open_ones.get(f"mail:{recipient.lower()}")
            if entry is None:
                strangers.append(recipient)
            else:
                arrived = State.CORRECTED if entry.correction else State.SENT
                ledger.finish(entry.key, arrived if state is State.SENT else state, "人工核实")
        return strangers


def open_ledger(settings: Settings) -> Ledger:
    """The ledger that the settings name."""
    ledger = Ledger(settings.database_url(FILE_NAME), now)
    former = settings.state_folder() / FORMER_LEDGER
    if former.is_file():
        with ledger.sole_use():
            if former.is_file():
                take_over(former, ledger)
    return ledger


def chosen(distribution: Distribution, rules: Sequence[str] | None) -> Distribution:
    """The settings with the rules of these names only; SettingsError when there are none, or none of a name."""
    if not distribution.rules:
        raise SettingsError("没有分发规则。请在 hujian.toml 里写 [[distribution.rules]]，见 README。")
    if rules is None:
        return distribution
    known = {rule.name for rule in distribution.rules}
    if strangers := [name for name in rules if name not in known]:
        raise SettingsError(f"没有分发规则“{'”“'.join(strangers)}”，有的是：{'、'.join(sorted(known))}")
    return distribution.model_copy(update={"rules": tuple(rule for rule in distribution.rules if rule.name in rules)})


def issue_folder(settings: Settings, issue: str | None) -> Path:
    """The folder of an issue given by number (2026-003) or path; by default the one made last."""
    folder = settings.out / (issue or "latest")
    if issue and not folder.is_dir():
        folder = Path(issue)
    if not folder.is_dir():
        raise HujianError(f"没有这一期：{issue or settings.out / 'latest'}。请先运行 hujian run。")
    return folder


def series_of(settings: Settings, issue: str | None) -> str:
    """The series that an issue belongs to, or that of the output folder; empty before there was one."""
    try:
        return str(read_record(issue_folder(settings, issue)).get("series") or "")
    except HujianError:
        file = settings.out / SERIES
        return file.read_text("utf-8").strip() if file.is_file() else ""


def strange_regions(distribution: Distribution) -> list[tuple[str, str]]:
    """Rules with a place that the gazetteer does not know by this name: no issue would ever match it."""
    from tasks.classify.places.gazetteer import load_gazetteer

    gazetteer = load_gazetteer()

    def is_known(name: str) -> bool:
        senses = gazetteer.names.get(name, ())
        return name in gazetteer.paths or any(sense.place.region.name == name for sense in senses)

    return [(rule.name, name) for rule in distribution.rules for name in rule.regions if not is_known(name)]


def what_goes(delivery: Delivery) -> str:
    """The documents of a delivery, by name."""
    return "、".join(document.name for document in delivery.documents)


def now() -> datetime.datetime:
    """The time here, with its zone."""
    return datetime.datetime.now(tz=datetime.UTC).astimezone()


@contextmanager
def _post(distribution: Distribution, ledger: Ledger) -> Iterator[Post]:
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)  # they log addresses, and a robot's address is a secret
    channels = open_channels(distribution, now, lambda: httpx.Client(timeout=WEB_SECONDS, follow_redirects=False))
    try:
        yield Post(ledger, channels, distribution, time.sleep)
    finally:
        for channel in channels.values():
            channel.close()
