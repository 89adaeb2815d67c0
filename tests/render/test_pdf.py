"""The PDF as a file: text, links, archive marks, safety, determinism, speed."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdf
import pytest
import weasyprint

from tasks.errors import RenderError
from tasks.models import Briefing
from tasks.render import load_template
from tasks.render.fonts import FontSet
from tasks.render.pdf import Pdf, render_pdf
from tasks.render.pdf.justify import TESTED_VERSION
from tasks.render.pdf.markup import points, print_markup
from tasks.render.templates import compact

HOSTILE = "<img src=file:///etc/passwd><script>alert(1)</script>{{ 7 * 7 }}{% raw %}&amp;"


def _print(briefing: Briefing, fonts: FontSet, name: str = "综合简报") -> Pdf:
    template = load_template(name)
    return render_pdf(print_markup(briefing, template), folders=template.folders, fonts=fonts, epoch=1_790_000_000)


def _with_text(briefing: Briefing, text: str) -> Briefing:
    """A briefing of a single point that says ``text``."""
    province = briefing.body[0]
    region = province.regions[0]
    point = next(points(briefing)).model_copy(update={"text": text, "lead": "要点"})
    sections = (region.sections[0].model_copy(update={"points": (point,)}), *region.sections[1:])
    only = province.model_copy(update={"regions": (region.model_copy(update={"sections": sections}),)})
    return briefing.model_copy(
        update={"body": (only,), "annex": (), "links": (), "chains": (), "matrix": (), "indicators": ()}
    )


def _text(path_or_bytes: Path | bytes) -> str:
    reader = pypdf.PdfReader(BytesIO(path_or_bytes) if isinstance(path_or_bytes, bytes) else path_or_bytes)
    pages = [page.extract_text() for page in reader.pages]
    return "".join(re.sub(r"— \d+ —", "", page) for page in pages)


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_the_text_is_the_briefings_own(briefing: Briefing, briefing_pdf: Path) -> None:
    printed = _text(briefing_pdf).replace("\n", "")
    for point in points(briefing):
        said = f"{point.text}{''.join(f'［{number}］' for number in point.sources)}"
        assert said in printed


def test_markup_in_a_source_is_printed_as_it_stands(briefing: Briefing, fonts: FontSet) -> None:
    made = _print(_with_text(briefing, HOSTILE), fonts)
    assert _squeezed(HOSTILE) in _squeezed(_text(made.content))


def test_nothing_outside_the_template_is_read(fonts: FontSet, tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("p { color: red }", encoding="utf-8")
    template = load_template("综合简报")
    for address in (secret.as_uri(), "http://localhost:9/x.css", "../../pyproject.toml"):
        markup = f'<html lang="zh"><link rel="stylesheet" href="{address}"><p>字</p></html>'
        made = render_pdf(markup, folders=template.folders, fonts=fonts, epoch=0)
        assert any("模板之外的地址" in note for note in made.notes)


def test_rare_characters_are_printed(briefing: Briefing, fonts: FontSet) -> None:
    made = _print(_with_text(briefing, "朱镕基、王喆、李堃走访，新增绿地1200㎡。"), fonts)
    assert "朱镕基、王喆、李堃走访，新增绿地1200㎡。" in _squeezed(_text(made.content))


def test_a_missing_glyph_is_an_error(briefing: Briefing, fonts: FontSet) -> None:
    with pytest.raises(RenderError, match=r"U\+E3E0"):
        _print(_with_text(briefing, "工作思\ue3e0"), fonts)


def test_the_same_input_gives_the_same_bytes(briefing: Briefing, fonts: FontSet) -> None:
    small = _with_text(briefing, "坚持项目为王，新增企业12家。")
    assert _print(small, fonts).content == _print(small, fonts).content


def test_it_is_an_archive_file_with_tags(briefing_pdf: Path) -> None:
    with pikepdf.open(briefing_pdf) as pdf:
        assert not pdf.is_encrypted
        root = pdf.Root
        assert root.MarkInfo.Marked
        assert "/StructTreeRoot" in root
        assert str(root.Lang) == "zh-CN"
        assert root.OutputIntents[0].S == "/GTS_PDFA1"
        assert "/JavaScript" not in root.get("/Names", {})
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "U")
            assert metadata["dc:title"] == "互鉴简报2026年第3期"
        assert len(list(_fonts(pdf))) >= 2
        assert all("/FontFile3" in font or "/FontFile2" in font for font in _fonts(pdf))


def test_findings_go_inside_only_when_asked(briefing: Briefing, fonts: FontSet) -> None:
    template = load_template("综合简报")
    small = print_markup(_with_text(briefing, "新增企业12家。"), template)
    rows = b'{"finding_id": "1"}\n'

    def made(attached: dict[str, bytes]) -> bytes:
        return render_pdf(small, folders=template.folders, fonts=fonts, epoch=0, attached=attached).content

    with pikepdf.open(BytesIO(made({}))) as pdf:
        assert not pdf.attachments
    whole = made({"findings.jsonl": rows})
    assert whole == made({"findings.jsonl": rows})
    with pikepdf.open(BytesIO(whole)) as pdf:
        assert pdf.attachments["findings.jsonl"].get_file().read_bytes() == rows
        assert str(pdf.Root.AF[0].AFRelationship) == "/Data"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
            yield thing


def test_bookmarks_follow_the_headings(briefing: Briefing, briefing_pdf: Path) -> None:
    with pikepdf.open(briefing_pdf) as pdf, pdf.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        assert "一、分地区互鉴要点" in titles
        provinces = [child.title for entry in outline.root if "分地区" in entry.title for child in entry.children]
        assert provinces[: len(briefing.body)] == [
            f"（{'一二三四五六七八九'[number]}）{province.title}"
            for number, province in enumerate(compact(briefing.body))
        ]


def test_marks_lead_to_the_source_and_the_source_back(briefing: Briefing, briefing_pdf: Path) -> None:
    with pikepdf.open(briefing_pdf) as pdf:
        names = {
            str(annotation.Dest)
            for page in pdf.pages
            for annotation in page.get("/Annots", [])
            if "/Dest" in annotation
        }
    assert {f"source-{source.number}" for source in briefing.sources} <= names
    assert any(name.startswith("point-") for name in names)


def test_the_justifying_layer_fits_the_installed_version() -> None:
    """Fails when WeasyPrint changes: try the layer on the new version, then set TESTED_VERSION."""
    assert weasyprint.VERSION == TESTED_VERSION


def test_ten_pages_take_less_than_two_seconds(briefing: Briefing, fonts: FontSet) -> None:
    body = briefing.body[:3]
    small = briefing.model_copy(update={"body": body, "annex": (), "links": (), "chains": ()})
    _print(small, fonts)
    start = time.process_time()
    made = _print(small, fonts)
    seconds = time.process_time() - start
    pages = len(pypdf.PdfReader(BytesIO(made.content)).pages)
    assert seconds * 10 / pages < 2
