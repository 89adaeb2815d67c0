"""Two issues a month apart over different halves of the measuring texts: what is new, carried on, taken up, reached.

The second month has, beside its half, one article that the first had too, and short texts that go on with what the
first issue told; they are made here from its own records, so that nothing of the measuring texts stands in the project.
What is expected was read by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from launch import ROOT

from flows import issue as issues
from flows import walk
from flows.desk import Desk
from flows.library import read_series
from flows.order import Order
from flows.records import write_records
from flows.run_record import write_record
from flows.series_pages import diffusion_page, ledger_page
from tasks.models import Finding, LedgerItem, Masthead, Role, Target, Uptake
from tasks.summarise.learning.diffusion import STATED, find_uptakes
from tasks.summarise.learning.matters import matters_of
from tasks.summarise.learning.practice import can_be_followed, says_what_was_done
from tasks.summarise.learning.rolling import rolling_items
from tasks.summarise.learning.series import Series
from tasks.summarise.learning.stages import check_series

pytestmark = pytest.mark.shared

FIRST = ("d01", "d03", "d04", "d05", "d06", "d07", "h06")
SECOND = ("d02", "d08", "d09", "d17", "d18", "h03", "h05")
AGAIN = "d01"


@dataclass(frozen=True)
class Months:
    """The series, and what the first issue told that the second month's own texts go on with."""

    folders: tuple[Path, ...]
    series: Series
    item: LedgerItem
    reached: Target
    missed: Target
    learner: str
    experience: str


def make_issue(out: Path, state: Path, sources: Sequence[Path], today: str) -> Path:
    """The records of an issue, published in its folder; documents are not needed here, so none are made."""
    order = Order(
        sources=tuple(map(str, sources)),
        out=str(out),
        state=str(state),
        fonts=str(ROOT / ".hujian" / "fonts"),
        template="综合简报",
        today=today,
    )
    with Desk(order) as desk:
        walk.understand(desk)
        with issues.making(out) as folder:
            write_records(folder, desk.articles(), desk.composition, desk.rows())
            write_record(desk, folder)
            place = issues.publish(folder, out, desk.issue)
        desk.state.enter_folders()
    return place


def texts(shared: Path, names: Sequence[str]) -> list[Path]:
    return [path for name in names for path in sorted((shared / "eval" / "dev" / "in").glob(f"{name}_*"))]


def follow_up(folder: Path, name: str, *lines: str) -> Path:
    path = folder / f"{name}.txt"
    path.write_text("\n".join(lines), "utf-8")
    return path


def can_be_taken_up(finding: Finding) -> bool:
    """An experience with an action and a matter, and without figures that another place could not repeat."""
    said = finding.summary
    follows = finding.role is Role.EXPERIENCE and can_be_followed(finding) and says_what_was_done(said)
    return follows and bool(matters_of(said, "answer")) and not any(map(str.isdigit, said))


@pytest.fixture(scope="module")
def months(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Months:
    place = tmp_path_factory.mktemp("months")
    out, state, later = place / "out", place / "state", place / "later"
    later.mkdir()
    first = make_issue(out, state, texts(shared, FIRST), "2026-10-22")
    told = read_series([first])
    item = next(one for one in rolling_items(told) if one.due and "、" in one.evidence.quote)
    thing = item.evidence.quote.split("、")[0][-4:]
    reached, missed = [one for one in check_series(told) if one.indicator.name.startswith(("新", "培育"))][:2]
    link, practice = next(
        (link, finding)
        for link in told.issues[0].links
        for finding in told.issues[0].findings
        if finding.region == link.benchmark and can_be_taken_up(finding)
    )
    owner = item.regions[0]
    made = [
        follow_up(
            later,
            "进展",
            f"{owner.name}通报重点工作",
            "2026-11-05",
            f"{owner.full_name}近日通报，{thing}工程建成投用，群众用水更有保障。",
            f"据统计，2026年全市已{_said(reached, 1)}。",
            f"截至目前，2026年全市共{_said(missed, -1)}。",
        ),
        follow_up(
            later,
            "采用",
            f"{link.learner.name}出台措施",
            "2026-11-10",
            f"{link.learner.full_name}近日出台措施。下一步，{link.learner.name}将{'，'.join(practice.summary.split('，')[-2:])}。",
        ),
    ]
    second = make_issue(out, state, [*texts(shared, (*SECOND, AGAIN)), *made], "2026-11-22")
    folders = (first, second)
    return Months(folders, read_series(folders), item, reached, missed, link.learner.full_name, practice.finding_id)


def _said(target: Target, more: int) -> str:
    aim = target.indicator
    return f"{aim.name}{aim.value + more:g}{aim.unit}"


def in_second(months: Months, name: str) -> set[str]:
    """The articles of the second issue that came from files of this name."""
    articles = months.series.issues[1].articles
    return {key for key, article in articles.items() if Path(article.source).name.startswith(name)}


def test_what_came_again_is_told_to_be_reported_and_all_else_is_new(months: Months) -> None:
    again = in_second(months, AGAIN)
    assert len(again) == 1
    body = [one for one in months.series.issues[1].findings if one.status == "body"]
    reported = [one for one in body if one.reported]
    assert {one.evidence[0].article_id for one in reported} == again
    assert {one.reported for one in reported} == {"2026年第1期"}
    assert all(one.reported for one in body if one.evidence[0].article_id in again)
    told_twice = [one for one in months.series.told if one.issues == (0, 1)]
    assert len(told_twice) == len(reported) > 0


def test_an_item_of_the_first_month_is_carried_on_by_the_second(months: Months) -> None:
    before = {one.finding_id: one for one in rolling_items(Series(months.series.issues[:1]))}
    assert before[months.item.finding_id].status == "新列"
    after = {one.finding_id: one for one in rolling_items(months.series)}
    item = after[months.item.finding_id]
    assert (item.status, item.first, item.last) == ("有进展", "2026年第1期", "2026年第2期")
    (progress,) = item.progress
    assert (progress.issue, progress.date, progress.role) == ("2026年第2期", "2026-11-05", Role.EXPERIENCE)
    others = [after[name] for name in before if name != item.finding_id]
    assert {one.status for one in others} == {"续列"}
    assert {one.first for one in after.values() if one.finding_id not in before} == {"2026年第2期"}


def test_a_term_that_is_over_without_a_word_is_no_result(months: Months) -> None:
    over = [one for one in rolling_items(months.series) if one.due and one.due < "2026-11-22"]
    assert over
    assert {one.status for one in over} == {"到期未见结果"}


def test_aims_are_set_against_the_later_figures(months: Months) -> None:
    found = {one.indicator.name: one for one in check_series(months.series)}
    assert found.pop(months.reached.indicator.name).verdict == "达到"
    assert found.pop(months.missed.indicator.name).verdict == "未到"
    assert {one.verdict for one in found.values()} == {"无数据"}
    assert all(one.later is None for one in found.values())


def test_what_the_learner_does_later_was_taken_up(months: Months) -> None:
    def of_it(series: Series) -> list[Uptake]:
        found = find_uptakes(series)
        return [
            one for one in found if (one.learner.full_name, one.experience_id) == (months.learner, months.experience)
        ]

    assert of_it(Series(months.series.issues[:1])) == []
    (one,) = of_it(months.series)
    assert (one.issue, one.taken, one.reason, one.role) == ("2026年第2期", "2026-11-10", STATED, Role.MEASURE)
    assert one.link is not None


def test_the_pages_print_it(months: Months) -> None:
    page, lanes = diffusion_page(months.folders, Masthead())
    assert [table.key for table in page.tables] == ["扩散时间线", "扩散去向"]
    assert ("2026-10-22", ["2026-11-10"]) in [(lane.told, [date for _, date in lane.stops]) for lane in lanes]
    ledger = ledger_page(months.folders, Masthead())
    assert [table.key for table in ledger.tables] == ["本期变化", "滚动台账", "阶段目标"]
    changes = {row.regions[0]: row.cells for row in ledger.tables[0].rows}
    owner = changes[months.item.regions[0].full_name]
    assert (owner[2][0].text, owner[3][0].text) == ("1", "0")
    again = [one for one in months.series.told if one.issues == (0, 1)]
    assert sum(int(cells[3][0].text) for cells in changes.values()) == len(again)
    cited = {n for t in ledger.tables for row in t.rows for cell in row.cells for e in cell for n in e.sources}
    assert cited == set(range(1, len(ledger.sources) + 1))
