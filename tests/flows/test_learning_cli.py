"""The commands of mutual learning over a real issue: a pair's page, a search, and mistakes told in one line."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from launch import Run
from typer.testing import CliRunner, Result

from flows.archive import archived_issues, pack
from flows.cli import app
from flows.library import find_region, read_issues, read_series
from flows.pages import pair_briefing
from tasks.errors import HujianError
from tasks.models import Masthead


def invoke(run: Run, *arguments: str) -> Result:
    return CliRunner(env={"HUJIAN_OUT": str(run.out), "HUJIAN_STATE": str(run.state)}).invoke(app, list(arguments))


def test_a_pair_on_screen_and_on_paper(seed_run: Run, tmp_path: Path) -> None:
    result = invoke(seed_run, "pair", "两江新区", "天府新区", "--into", str(tmp_path))
    assert result.exit_code == 0, result.output
    for heading in (
        "【交往过程】",
        "【互学互鉴】",
        "【共有要点】",
        "【竞争与同质】",
        "【已商定事项】",
        "【来源所列清单】",
    ):
        assert heading in result.stdout
    word, page = sorted(tmp_path.iterdir())
    assert (word.suffix, page.suffix) == (".docx", ".pdf")
    assert faces(page) <= faces(seed_run.folder / "briefing.pdf")


def faces(path: Path) -> set[str]:
    """The faces inside a PDF, without the marks of their subsets."""
    with pikepdf.open(path) as pdf:
        things = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
        return {str(one.FontName)[8:] for one in things if one.get("/Type") == "/FontDescriptor"}


def test_a_pairs_page_cites_only_what_it_prints(seed_run: Run) -> None:
    briefing = pair_briefing(read_issues([seed_run.folder]), "两江新区", "天府新区", Masthead())
    cited = {n for t in briefing.tables for row in t.rows for cell in row.cells for e in cell for n in e.sources}
    assert cited == {source.number for source in briefing.sources} == set(range(1, len(cited) + 1))


def test_search_over_all_issues(seed_run: Run) -> None:
    result = invoke(seed_run, "search", "--most", "2")
    assert result.exit_code == 0, result.output
    assert result.stdout.count("   来源　《") == 2
    assert "列前 2 条" in result.stdout
    assert "共 0 条" in invoke(seed_run, "search", "并无此词").stdout


def test_what_was_taken_up_where_on_screen_and_on_paper(seed_run: Run, tmp_path: Path) -> None:
    result = invoke(seed_run, "diffusion", "--region", "安居", "--into", str(tmp_path))
    assert result.exit_code == 0, result.output
    assert "【扩散时间线】" in result.stdout
    assert "来源载明经验与举措" in result.stdout
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".pdf", ".xlsx"]


def test_the_rolling_ledger_on_screen_and_on_paper(seed_run: Run, tmp_path: Path) -> None:
    result = invoke(seed_run, "ledger", "--into", str(tmp_path))
    assert result.exit_code == 0, result.output
    for heading in ("【2026年第1期变化】", "【滚动台账】"):
        assert heading in result.stdout
    assert result.stdout.count("（20项对上争取事项）") == 6
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".docx", ".pdf", ".xlsx"]


def test_a_series_that_tells_nothing_of_a_place_leaves_no_file(seed_run: Run, tmp_path: Path) -> None:
    result = invoke(seed_run, "diffusion", "--region", "无此地", "--into", str(tmp_path))
    assert (result.exit_code, list(tmp_path.iterdir())) == (0, [])
    assert "没有可列的内容" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("pair", "天府新区", "天府新区"), 1, "两个不同的地区"),
        (("pair", "天府新区", "无此地"), 1, "没有写到“无此地”；写到的有"),
        (("search", "--role", "无此类"), 2, "没有“无此类”这一类"),
    ],
)
def test_mistakes_are_told(seed_run: Run, arguments: tuple[str, ...], code: int, said: str) -> None:
    result = invoke(seed_run, *arguments)
    assert result.exit_code == code
    assert said in result.stderr


def test_issues_in_the_archive_are_read_too(seed_run: Run, tmp_path: Path) -> None:
    pack((seed_run.out / "latest").resolve(), tmp_path / "archive")
    packed = Run(tmp_path, seed_run.state, seed_run.finished)
    assert invoke(packed, "search", "--most", "1").stdout == invoke(seed_run, "search", "--most", "1").stdout
    series = read_series(list(archived_issues(tmp_path)))
    assert [recorded.label for recorded in series.issues] == ["2026年第1期"]


def test_without_an_issue_the_user_is_sent_to_run(tmp_path: Path) -> None:
    with pytest.raises(HujianError, match="hujian run"):
        read_issues([])
    with pytest.raises(HujianError, match="读不出"):
        read_issues([tmp_path])


def test_a_name_that_two_places_share_needs_the_whole_path(seed_run: Run) -> None:
    shelved = read_issues([seed_run.folder])
    some = shelved.findings[0]
    twin = some.model_copy(
        update={"region": some.region.model_copy(update={"full_name": f"某省{some.region.name}", "code": None})}
    )
    both = type(shelved)(**{**shelved.__dict__, "findings": (*shelved.findings, twin)})
    with pytest.raises(HujianError, match="请写全称"):
        find_region(some.region.name, both)
