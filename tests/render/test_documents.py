"""All documents of an issue: which there are, what they are called, and that helpers change nothing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pikepdf
import pytest

from tasks.errors import TemplateError
from tasks.helpers import Helpers
from tasks.models import Briefing, Composition, Role
from tasks.render import Appearance, render
from tasks.render.documents import office_name
from tasks.render.regions import region_briefing, region_briefings


@pytest.fixture
def small(composition: Composition) -> Composition:
    """One province of the seeds, so that rendering is quick."""
    briefing = composition.briefing
    bare = {"annex": (), "links": (), "chains": (), "matrix": (), "highlights": ()}
    return composition.model_copy(update={"briefing": briefing.model_copy(update={"body": briefing.body[1:2], **bare})})


def test_render_writes_every_document(small: Composition, fonts_folder: Path, tmp_path: Path) -> None:
    region = small.briefing.body[0].regions[0].region.full_name
    look = Appearance(findings_in_pdf=True)
    paths = render(small, (), "综合简报", tmp_path, fonts=fonts_folder, regions=[region], appearance=look)
    names = {str(path.relative_to(tmp_path)) for path in paths}
    assert {f"briefing.{kind}" for kind in ("pdf", "docx", "html", "xlsx")} <= names
    assert {
        "核稿单.md",
        "互鉴简报2026年第3期（总第15期）.pdf",
        f"regions/{region}.pdf",
        f"regions/{region}.docx",
    } <= names
    with pikepdf.open(tmp_path / "briefing.pdf") as whole, pikepdf.open(tmp_path / f"regions/{region}.pdf") as part:
        assert [list(whole.attachments), list(part.attachments)] == [["findings.jsonl"], []]
    assert all(path.stat().st_size for path in paths)


def test_a_template_for_one_region_is_not_taken_for_an_issue(composition: Composition, tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"整期请用：.*综合简报"):
        render(composition, (), "区域专报", tmp_path)


def test_regions_with_three_points_or_asked_for_get_a_file(composition: Composition) -> None:
    made = dict(region_briefings(composition, ()))
    counts = {name: sum(len(s.points) for s in one.body[0].regions[0].sections) for name, one in made.items()}
    told = Counter(finding.region.full_name for finding in composition.findings if finding.status == "body")
    assert min(counts.values()) >= 1
    assert min(told[name] for name in made) >= 3
    everyone = {row.region.full_name for row in composition.briefing.matrix}
    rare = min(everyone - counts.keys())
    assert rare in dict(region_briefings(composition, (), [rare]))


def test_a_region_file_counts_what_it_leaves_to_the_workbook_by_role(composition: Composition) -> None:
    province = composition.briefing.body[0]
    brief = province.regions[0]
    known = [one for one in composition.findings if one.region.full_name == brief.region.full_name]
    bare = brief.model_copy(
        update={"sections": tuple(s.model_copy(update={"points": s.points[:1]}) for s in brief.sections)}
    )
    printed = Counter(section.role for section in bare.sections for _ in section.points)
    left = Counter(one.role for one in known) - printed
    assert left
    note = region_briefing(composition.briefing, province.title, bare, known).note
    told = "、".join(f"{role.value}{left[role]}条" for role in Role if left[role])
    assert f"，另有{told}未选登，见工作底稿" in note
    assert "另有" not in region_briefing(composition.briefing, province.title, bare).note


def test_a_region_file_cites_only_its_own_sources(composition: Composition) -> None:
    for _, one in region_briefings(composition, ()):
        cited = {n for section in one.body[0].regions[0].sections for point in section.points for n in point.sources}
        assert cited <= {source.number for source in one.sources}
        assert not one.annex
        assert not one.body[0].regions[0].elsewhere


def test_the_name_an_office_files_it_under(briefing: Briefing) -> None:
    assert office_name(briefing) == "互鉴简报2026年第3期（总第15期）"
    odd = briefing.model_copy(update={"masthead": briefing.masthead.model_copy(update={"name": "发改/改革简报"})})
    assert "/" not in office_name(odd)


@pytest.mark.parametrize("workers", [1, 2])
def test_helpers_give_the_same_in_the_same_order(workers: int) -> None:
    parts = [f"part {number}" for number in range(12)]
    with Helpers(workers) as helpers:
        assert list(helpers.begin_each(str.upper, parts).results()) == [part.upper() for part in parts]
