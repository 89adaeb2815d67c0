"""The check: our own documents comply, a document broken on purpose fails at that item, a foreign one is judged."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn
from docx.shared import Pt

from tasks.errors import RenderError
from tasks.models import Briefing
from tasks.render.check import CheckItem, check_document
from tasks.render.fonts import FontSet, find_fonts
from tasks.render.layout import Layout, load_layout
from tasks.render.pdf import print_markup, render_pdf
from tasks.render.templates import TEMPLATES, load_template
from tasks.render.word import render_docx

EPOCH = 1_793_577_600
LAYOUT = load_layout()
TEXT = "各地要把学习先进地区经验同解决本地突出问题结合起来，逐项列出差距，逐项明确举措，按时报送进展情况。" * 3


def failed(items: list[CheckItem]) -> set[str]:
    return {item.item for item in items if item.verdict == "不合格"}


@pytest.fixture(scope="module")
def word(briefing: Briefing, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("check") / "briefing.docx"
    path.write_bytes(render_docx(briefing, TEMPLATES / "综合简报", epoch=EPOCH))
    return path


def broken(path: Path, folder: Path, part: str, old: str, new: str) -> Path:
    """A copy of a .docx with one thing changed in one part."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(folder / "broken.docx", "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == part:
                assert old in text
                text = text.replace(old, new)
            target.writestr(name, text)
    return folder / "broken.docx"


def test_our_word_document_complies_in_every_item(word: Path) -> None:
    items = check_document(word)
    assert {item.verdict for item in items} == {"合格"}
    assert len(items) > 20


def test_a_word_document_keeps_its_page_when_the_last_section_is_empty(briefing: Briefing, tmp_path: Path) -> None:
    without_figures = short(briefing)
    (tmp_path / "t.docx").write_bytes(render_docx(without_figures, TEMPLATES / "综合简报", epoch=EPOCH))
    assert {item.verdict for item in check_document(tmp_path / "t.docx")} == {"合格"}


@pytest.mark.parametrize(
    ("part", "old", "new", "item"),
    [
        ("word/document.xml", 'w:h="16838"', 'w:h="15840"', "纸张高"),
        ("word/document.xml", 'w:top="2098"', 'w:top="1440"', "天头"),
        ("word/document.xml", 'w:left="1587"', 'w:left="1800"', "订口"),
        ("word/document.xml", 'w:right="1474"', 'w:right="1800"', "右白边"),
        ("word/document.xml", 'w:bottom="1984"', 'w:bottom="1440"', "下白边"),
        ("word/styles.xml", 'w:line="579"', 'w:line="600"', "每面行数"),
        ("word/styles.xml", '<w:spacing w:val="-5"/>', '<w:spacing w:val="10"/>', "每行字数"),
        ("word/styles.xml", "仿宋_GB2312", "宋体", "正文字体"),
        ("word/styles.xml", '<w:sz w:val="32"/>', '<w:sz w:val="28"/>', "正文字号"),
        ("word/styles.xml", 'w:firstLineChars="200" w:firstLine="630"', 'w:firstLine="0"', "段首缩进"),
        ("word/styles.xml", '<w:jc w:val="both"/>', '<w:jc w:val="left"/>', "正文对齐"),
        ("word/styles.xml", "<w:kinsoku/>", '<w:kinsoku w:val="0"/>', "禁则（按中文习惯控制首尾字符）"),
        ("word/styles.xml", "方正小标宋简体", "黑体", "标题字体"),
        ("word/styles.xml", '<w:sz w:val="44"/>', '<w:sz w:val="36"/>', "标题字号"),
        ("word/styles.xml", 'w:eastAsia="楷体_GB2312"', 'w:eastAsia="黑体"', "二级标题"),
        ("word/styles.xml", '<w:outlineLvl w:val="0"/>', "", "一级标题的大纲级别"),
        ("word/styles.xml", "E60012", "000000", "红色分隔线"),
        ("word/styles.xml", '<w:sz w:val="28"/>', '<w:sz w:val="24"/>', "版记"),
        ("word/footer1.xml", "PAGE", "DATE", "页码"),
        ("word/footer1.xml", "—", "-", "页码"),
        ("word/settings.xml", "<w:evenAndOddHeaders/>", "", "页码"),
        ("word/document.xml", "2026年11月2日", "2026年11月02日", "日期写法"),
        ("word/document.xml", "<w:tblHeader/>", "", "跨页表格"),
        ("docProps/core.xml", "<dc:title>", "<cp:lastModifiedBy>某人</cp:lastModifiedBy><dc:title>", "个人信息"),
    ],
)
def test_a_word_document_broken_on_purpose_fails_there(
    word: Path, tmp_path: Path, part: str, old: str, new: str, item: str
) -> None:
    assert item in failed(check_document(broken(word, tmp_path, part, old, new)))


def test_tracked_changes_are_found(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph(TEXT)
    inserted = paragraph._p.makeelement(qn("w:ins"), {qn("w:author"): "某人", qn("w:id"): "1"})
    paragraph._p.append(inserted)
    document.save(str(tmp_path / "t.docx"))
    assert "修订痕迹" in failed(check_document(tmp_path / "t.docx"))


def test_a_plain_foreign_word_document_is_judged_item_by_item(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph(TEXT)
    document.save(str(tmp_path / "t.docx"))
    items = {item.item: item for item in check_document(tmp_path / "t.docx")}
    assert items["天头"].measured == "25.4毫米"
    assert items["页码"].measured == "没有页码域"
    assert items["每面行数"].verdict == "不合格"
    assert items["一级标题"].verdict == "无法判断"
    assert items["标题"].verdict == "无法判断"


def test_an_office_s_document_on_a_grid_is_measured_by_its_grid(tmp_path: Path) -> None:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Pt(595.3), Pt(841.9)
    section.top_margin, section.bottom_margin = Pt(104.9), Pt(99.2)
    section.left_margin, section.right_margin = Pt(79.4), Pt(73.7)
    grid = section._sectPr.makeelement(
        qn("w:docGrid"), {qn("w:type"): "linesAndChars", qn("w:linePitch"): "579", qn("w:charSpace"): "-849"}
    )
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(grid)
    paragraph = document.add_paragraph()
    run = paragraph.add_run(TEXT)
    run.font.size = Pt(16)
    run._r.rPr.get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋")
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = 1
    document.save(str(tmp_path / "t.docx"))
    items = {item.item: item for item in check_document(tmp_path / "t.docx")}
    for name in ("天头", "订口", "正文字体", "正文字号", "每面行数", "每行字数"):
        assert items[name].verdict == "合格", items[name]


def short(briefing: Briefing) -> Briefing:
    """A few pages of it: what all tests of the page need."""
    nothing = {"annex": (), "indicators": (), "matrix": (), "links": (), "chains": ()}
    return briefing.model_copy(update={"body": briefing.body[2:4], "highlights": briefing.highlights[:2], **nothing})


def printed(briefing: Briefing, fonts: FontSet, path: Path, layout: Layout = LAYOUT, style: str = "") -> Path:
    """The short briefing as PDF, with some style added."""
    template = load_template("综合简报")
    markup = print_markup(short(briefing), template).replace("</head>", f"<style>{style}</style></head>")
    path.write_bytes(render_pdf(markup, folders=template.folders, fonts=fonts, epoch=EPOCH, layout=layout).content)
    return path


def test_our_pdf_complies_in_every_item(briefing: Briefing, fonts: FontSet, tmp_path: Path) -> None:
    items = check_document(printed(briefing, fonts, tmp_path / "t.pdf"))
    makeshift = {"正文字体", "标题字体", "二级标题"} if fonts.faces["body"].name.startswith("Noto") else set()
    assert failed(items) == makeshift
    assert {"正文字体", "标题字体", "一级标题", "二级标题", "字体嵌入"} <= {item.item for item in items}


def of_many_sources(briefing: Briefing, number: int) -> Briefing:
    counts = tuple(
        row.model_copy(update={"by_source": (17,) * number, "total": 17 * number}) for row in briefing.counts
    )
    return briefing.model_copy(update={"counts": counts})


@pytest.mark.parametrize("number", [12, 25, 120])
def test_tables_of_many_sources_keep_to_the_type_area(
    briefing: Briefing, fonts: FontSet, tmp_path: Path, number: int
) -> None:
    many = of_many_sources(briefing, number)
    (tmp_path / "t.docx").write_bytes(render_docx(short(many), TEMPLATES / "综合简报", epoch=EPOCH))
    assert failed(check_document(tmp_path / "t.docx")) == set()
    printed(many, fonts, tmp_path / "t.pdf")
    assert {item.item: item.verdict for item in check_document(tmp_path / "t.pdf")}["版心"] == "合格"
    with pdfplumber.open(tmp_path / "t.pdf") as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
    assert f"［{number}］" in text
    assert str(17 * number) in text


def test_a_table_that_runs_off_the_page_is_found(briefing: Briefing, fonts: FontSet, tmp_path: Path) -> None:
    made = printed(briefing, fonts, tmp_path / "t.pdf", style=".counts { width: 180mm }")
    found = {item.item: item for item in check_document(made)}["版心"]
    assert found.verdict == "不合格"
    assert "页右边出24毫米" in found.measured


def test_a_face_of_another_kind_does_not_comply_though_it_prints(
    briefing: Briefing, tmp_path_factory: pytest.TempPathFactory
) -> None:
    bare = find_fonts([], system=False)  # only what comes as packages: a 宋体 and a 黑体
    made = printed(briefing, bare, tmp_path_factory.mktemp("bare") / "t.pdf")
    items = {item.item: item for item in check_document(made)}
    assert items["正文字体"].measured == "NotoSerifSC-Regular（不是仿宋）"
    assert {name for name, item in items.items() if item.verdict == "不合格"} >= {"正文字体", "标题字体", "二级标题"}
    assert items["一级标题"].verdict == "合格"


def changed(**values: float) -> Layout:
    measures = {name: LAYOUT[name].model_copy(update={"value": value}) for name, value in values.items()}
    return LAYOUT.model_copy(update={"measures": {**LAYOUT.measures, **measures}})


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"margin_top": 30.0, "margin_bottom": 42.0}, "margin_top"),
        ({"margin_left": 24.0, "margin_right": 30.0}, "margin_left"),
        ({"line_pitch": 30.0}, "lines"),
        ({"character_spacing": 0.5}, "characters"),
        ({"body_size": 15.0}, "body_size"),
    ],
)
def test_a_pdf_set_otherwise_fails_there(
    briefing: Briefing, fonts: FontSet, tmp_path: Path, values: dict[str, float], name: str
) -> None:
    made = printed(briefing, fonts, tmp_path / "t.pdf", changed(**values))
    assert LAYOUT[name].says in failed(check_document(made))


@pytest.mark.parametrize("content", [b"", b"plain text", b"PK\x03\x04 broken", b"%PDF-1.7 broken"])
def test_what_is_no_document_is_refused_with_a_reason(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t").write_bytes(content)
    with pytest.raises(RenderError):
        check_document(tmp_path / "t")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="打不开"):
        check_document(tmp_path / "none.pdf")
