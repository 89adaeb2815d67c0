"""The Word document: what it says, that it is styles only, that its evidence can be followed, the same bytes twice."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image
from seed_briefing import seed_composition

from tasks.errors import TemplateError
from tasks.models import Briefing, Point, ProvinceSection, Role, RoleSection
from tasks.render.appearance import Appearance
from tasks.render.templates import TEMPLATES
from tasks.render.word import Picture, render_docx
from tasks.render.word.filling import ANNEX_LIST, BLOCKS, NUMBER, values
from tasks.render.word.markup import NOT_XML
from tasks.render.word.writer import OWN_STYLES

EPOCH = 1_793_577_600
FOLDER = TEMPLATES / "综合简报"
SEEDS = seed_composition().briefing
HOSTILE = '{{提要}} {% for x in y %} <w:br/> <img src=file:///etc/passwd> =HYPERLINK("http://x") &amp; ]]> \x0b\x00'


def opened(content: bytes) -> Document:
    return docx.Document(io.BytesIO(content))


def texts(content: bytes) -> list[str]:
    return [paragraph.text for paragraph in opened(content).paragraphs]


def points(briefing: Briefing) -> Iterator[Point]:
    for province in (*briefing.body, *briefing.annex):
        for region in province.regions:
            for section in region.sections:
                yield from section.points


def with_point(briefing: Briefing, **changes: object) -> Briefing:
    """The briefing with its body cut down to one point, changed."""
    point = next(points(briefing)).model_copy(update=changes)
    region = briefing.body[0].regions[0]
    sections = (
        RoleSection(role=Role.EXPERIENCE, points=(point,)),
        RoleSection(role=Role.GAP, points=()),
        RoleSection(role=Role.MEASURE, points=()),
    )
    body = (ProvinceSection(title="某省", regions=(region.model_copy(update={"sections": sections}),)),)
    return briefing.model_copy(update={"body": body, "annex": ()})


def edited(folder: Path, change: Callable[[str], str], part: str = "word/document.xml", base: Path = FOLDER) -> Path:
    """A template folder whose .docx has one part changed."""
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(base / "briefing.docx") as old, zipfile.ZipFile(folder / "briefing.docx", "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            new.writestr(name, change(text) if name == part else text)
    return folder


@pytest.fixture(scope="module")
def content(briefing: Briefing) -> bytes:
    return render_docx(briefing, FOLDER, epoch=EPOCH)


@pytest.fixture(scope="module")
def document(content: bytes) -> Document:
    return opened(content)


def test_the_same_briefing_gives_the_same_bytes(briefing: Briefing, content: bytes) -> None:
    assert render_docx(briefing, FOLDER, epoch=EPOCH) == content


def test_every_point_stands_in_it_with_its_sources(briefing: Briefing, content: bytes) -> None:
    cells = [cell for table in opened(content).tables for row in table.rows for cell in row.cells]
    printed = {text.split("】")[-1] for text in texts(content)}
    printed |= {paragraph.text.split("】")[-1] for cell in cells for paragraph in cell.paragraphs}
    for point in points(briefing):
        marks = "".join(f"［{number}］" for number in point.sources)
        lead = point.lead if point.lead.endswith("。") else f"{point.lead}。"
        assert f"{lead}{point.text}{marks}" in printed


def test_headings_carry_levels_and_numbers_in_their_text(document: Document) -> None:
    headings = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert [text for style, text in headings if style == "Heading 1"] == [
        "一、分地区互鉴要点",
        "二、对标互鉴",
        "三、资料来源",
    ]
    assert ("Heading 2", "（一）上海市") in headings
    assert ("Heading 3", "1．浙江省") in headings


def test_formatting_stands_in_styles_alone(document: Document) -> None:
    for paragraph in document.element.body.iter(qn("w:p")):
        properties = paragraph.find(qn("w:pPr"))
        assert properties is not None
        assert [child.tag for child in properties] == [qn("w:pStyle")]
    for properties in document.element.body.iter(qn("w:rPr")):
        assert [child.tag for child in properties] == [qn("w:rStyle")]


def test_styles_name_the_licensed_faces_for_every_script(document: Document) -> None:
    for style, face in (("Normal", "仿宋_GB2312"), ("Heading 1", "黑体"), ("Heading 2", "楷体_GB2312")):
        fonts = document.styles[style].element.rPr.rFonts
        assert {fonts.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "eastAsia", "cs")} == {face}
    assert document.styles["Title"].element.rPr.rFonts.get(qn("w:eastAsia")) == "方正小标宋简体"


def test_each_comment_shows_the_quote_inside_its_sentence(briefing: Briefing, document: Document) -> None:
    comments = list(document.comments)
    proved = [point for point in points(briefing) if point.contexts]
    assert len(comments) == len(proved)
    for comment, point in zip(comments, proved, strict=True):
        context = point.contexts[0]
        assert context.text[context.start : context.end] in comment.text
        assert comment.author == "依据"
        assert comment.timestamp is None


def test_source_marks_lead_to_the_source_list(briefing: Briefing, document: Document) -> None:
    body = document.element.body
    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(names) == len(set(names))
    assert {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} <= set(names)
    assert {f"source_{source.number}" for source in briefing.sources} <= set(names)


def test_tables_repeat_their_heads_and_fill_the_type_area(document: Document) -> None:
    tables = document.tables
    assert len(tables) >= 5
    for table in tables[:-1]:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert sum(column.width for column in table.columns) == pytest.approx(156 * 36000, rel=0.001)


def test_the_page_number_is_a_field_in_odd_and_even_footers(document: Document) -> None:
    section = document.sections[0]
    assert document.settings.odd_and_even_pages_header_footer
    for footer in (section.footer, section.even_page_footer):
        assert "PAGE" in "".join(element.text for element in footer._element.iter(qn("w:instrText")))
    assert section.footer.paragraphs[0].style.name != section.even_page_footer.paragraphs[0].style.name


def test_unset_masthead_fields_are_marked(document: Document) -> None:
    rows = [row.cells[0].text for row in document.tables[-1].rows]
    assert rows[0] == "报：〔待定〕"


def test_nothing_of_a_template_s_maker_is_left(briefing: Briefing, tmp_path: Path) -> None:
    """A template as Word saves it: properties, editing sessions, people, old comments, its own template's path."""
    settings_of_word = '<w:rsids><w:rsidRoot w:val="00AB"/></w:rsids><w:attachedTemplate r:id="rId9"/><w:zoom'
    once = edited(tmp_path / "a", lambda text: text.replace("<w:zoom", settings_of_word), "word/settings.xml")
    related = '<Relationship Id="rId77" Type="http://x/people" Target="people.xml"/></Relationships>'
    twice = edited(
        tmp_path / "b", lambda text: text.replace("</Relationships>", related), "word/_rels/document.xml.rels", once
    )
    folder = edited(tmp_path / "c", lambda text: text.replace("<w:p>", '<w:p w:rsidR="00AB">'), base=twice)
    with zipfile.ZipFile(folder / "briefing.docx", "a") as archive:
        archive.writestr("docProps/app.xml", "<Properties><Company>某公司</Company></Properties>")
        archive.writestr("docProps/thumbnail.jpeg", b"x")
        archive.writestr("word/people.xml", "<people>某人</people>")
        archive.writestr("docMetadata/LabelInfo.xml", "<label>某人</label>")
    content = render_docx(briefing, folder, epoch=EPOCH)
    with zipfile.ZipFile(io.BytesIO(content)) as made:
        assert [name for name in made.namelist() if name.startswith("doc")] == ["docProps/core.xml"]
        every = b"".join(made.read(name) for name in made.namelist())
    assert not any(trace.encode() in every for trace in ("rsid", "attachedTemplate", "某公司", "某人", "people"))
    assert opened(content).paragraphs


def test_the_properties_come_from_the_masthead_and_the_epoch(document: Document) -> None:
    properties = document.core_properties
    assert properties.author == "互鉴简报编辑部"
    assert not properties.last_modified_by
    assert int(properties.created.timestamp()) == EPOCH


def test_hostile_text_is_printed_literally(briefing: Briefing) -> None:
    made = with_point(briefing, lead="", text=HOSTILE, contexts=())
    expected = HOSTILE.replace("\x0b", "\ufffd").replace("\x00", "\ufffd")
    assert any(text.startswith(f"【经验】{expected}") for text in texts(render_docx(made, FOLDER, epoch=EPOCH)))


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.characters(exclude_categories=()), min_size=1, max_size=60))
def test_any_text_survives(text: str) -> None:
    made = with_point(SEEDS, lead="", text=text, contexts=(), sources=())
    root = etree.fromstring(
        zipfile.ZipFile(io.BytesIO(render_docx(made, FOLDER, epoch=EPOCH))).read("word/document.xml")
    )
    wanted = NOT_XML.sub("\ufffd", text).replace("\t", " ").replace("\n", " ").replace("\r", " ")
    assert f"【经验】{wanted}" in {"".join(p.itertext()) for p in root.iter(qn("w:p"))}


def test_sections_without_content_are_left_out_and_numbers_close_up(briefing: Briefing) -> None:
    bare = briefing.model_copy(update={"counts": (), "links": (), "annex": (), "indicators": ()})
    printed = texts(render_docx(bare, FOLDER, epoch=EPOCH))
    assert "一、分地区互鉴要点" in printed
    assert "（一）“经验—差距—举措”互鉴链" in printed
    assert "附件：统计表" in printed
    assert "附件" in printed
    assert not any("谁向谁学" in text or "要点数" in text for text in printed)


def test_a_placeholder_that_word_split_over_runs_is_found(briefing: Briefing, tmp_path: Path) -> None:
    split = '{{简</w:t></w:r><w:r><w:t xml:space="preserve">报名</w:t></w:r><w:r><w:t xml:space="preserve">称}}'
    folder = edited(tmp_path / "t", lambda text: text.replace("{{简报名称}}", split))
    assert "互鉴简报" in texts(render_docx(briefing, folder, epoch=EPOCH))


def test_fixed_paragraphs_of_the_office_stay(briefing: Briefing, tmp_path: Path) -> None:
    folder = edited(tmp_path / "t", lambda text: text.replace("提　要", "本期提要"))
    assert "本期提要" in texts(render_docx(briefing, folder, epoch=EPOCH))


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("{{简报名称}}", "{{简报名}}"), "不认识的占位符"),
        (("{{提要}}", "见{{提要}}"), "独占一段"),
    ],
)
def test_a_mistake_in_the_template_is_named(
    briefing: Briefing, tmp_path: Path, change: tuple[str, str], says: str
) -> None:
    folder = edited(tmp_path / "t", lambda text: text.replace(*change))
    with pytest.raises(TemplateError, match=says):
        render_docx(briefing, folder, epoch=EPOCH)


def test_a_missing_style_is_named(briefing: Briefing, tmp_path: Path) -> None:
    folder = edited(tmp_path / "t", lambda text: text.replace('w:val="要点类别"', 'w:val="别的"'), "word/styles.xml")
    with pytest.raises(TemplateError, match="要点类别"):
        render_docx(briefing, folder, epoch=EPOCH)


@pytest.mark.parametrize("content", [None, b"not a document"])
def test_a_template_that_is_no_word_document_is_named(
    briefing: Briefing, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "briefing.docx").write_bytes(content)
    with pytest.raises(TemplateError, match=r"briefing\.docx"):
        render_docx(briefing, tmp_path, epoch=EPOCH)


def test_large_documents_take_linear_time(briefing: Briefing) -> None:
    province = briefing.body[0]
    region = province.regions[0]
    some = next(points(briefing))

    def seconds(count: int) -> float:
        many = RoleSection(role=Role.EXPERIENCE, points=(some,) * count)
        one = region.model_copy(update={"sections": (many, *region.sections[1:])})
        large = briefing.model_copy(update={"body": (province.model_copy(update={"regions": (one,)}),)})
        started = time.perf_counter()
        render_docx(large, FOLDER, epoch=EPOCH)
        return time.perf_counter() - started

    assert seconds(20_000) < 2.5 * 8 * min(seconds(2_500) for _ in range(3))


def test_a_region_has_a_template_of_its_own(briefing: Briefing) -> None:
    section = briefing.body[0]
    one = briefing.model_copy(update={"body": (section.model_copy(update={"regions": section.regions[:1]}),)})
    printed = texts(render_docx(one, TEMPLATES / "区域专报", epoch=EPOCH))
    assert printed.index("一、经验") < printed.index("二、差距") < printed.index("三、举措")
    assert printed[printed.index("二、差距") + 1] == "本期来源未涉及。"


def test_the_page_on_editing_names_every_placeholder_and_style(briefing: Briefing) -> None:
    page = (TEMPLATES / "Word模板说明.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\{\{(\w+)\}\}", page))
    assert named == {*values(briefing), *BLOCKS, NUMBER, ANNEX_LIST}
    assert all(f"“{style}”" in page for style in OWN_STYLES)


def test_the_office_s_colours_and_faces_take_the_defaults_place(briefing: Briefing) -> None:
    look = Appearance(red="#c00000", fonts={"body": ("方正仿宋简体",)})
    document = opened(render_docx(briefing, FOLDER, epoch=EPOCH, appearance=look))
    assert document.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "方正仿宋简体"
    assert document.styles["Heading 1"].element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    assert str(document.styles["简报名称"].font.color.rgb) == "C00000"


def test_pictures_stand_where_the_template_wants_them(briefing: Briefing) -> None:
    buffer = io.BytesIO()
    Image.new("L", (620, 200), 200).save(buffer, "PNG")
    picture = Picture(png=buffer.getvalue(), caption="2020年某指标（实绩）", words='甲地1<"亿元')
    content = render_docx(briefing, FOLDER, epoch=EPOCH, pictures={"指标对比图": [picture, picture]})
    document = opened(content)
    assert len(document.inline_shapes) == 2
    shape = document.inline_shapes[0]
    assert shape.width / shape.height == pytest.approx(3.1, rel=0.01)
    assert shape._inline.docPr.get("descr") == picture.words
    assert texts(content).count(picture.caption) == 2
    assert render_docx(briefing, FOLDER, epoch=EPOCH, pictures={"指标对比图": [picture, picture]}) == content
