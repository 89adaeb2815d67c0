"""Templates found by being there, broken ones told, and the odd briefing that must still print."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from pydantic import ValidationError

from tasks.errors import TemplateError
from tasks.models import Briefing
from tasks.render import Appearance, list_templates, load_template
from tasks.render.fonts import FontSet
from tasks.render.html import render_html
from tasks.render.pdf import render_pdf
from tasks.render.pdf.markup import chinese_breaks, print_markup
from tasks.render.templates import FILTERS, TEMPLATES, chinese_date, chinese_number, fill, split_tail

EMPTY = (
    "highlights",
    "counts",
    "matrix",
    "indicators",
    "body",
    "annex",
    "links",
    "chains",
    "sources",
    "notes",
    "review",
)


def test_a_template_is_found_by_being_there(tmp_path: Path) -> None:
    assert {"综合简报", "区域专报"} <= {template.name for template in list_templates()}
    folder = tmp_path / "本局专报"
    folder.mkdir()
    (folder / "template.toml").write_text('says = "本局自用"', encoding="utf-8")
    assert [template.name for template in list_templates(tmp_path)] == ["本局专报"]
    assert load_template("本局专报", tmp_path).says == "本局自用"


def test_an_unknown_template_names_those_there_are() -> None:
    with pytest.raises(TemplateError, match=r"没有名为“日报”的模板；现有：.*综合简报"):
        load_template("日报")


@pytest.mark.parametrize("settings", ["says = ", 'name = "x"', 'says = "x"\nscope = "city"'])
def test_a_broken_template_toml_is_told(settings: str, tmp_path: Path) -> None:
    (tmp_path / "坏").mkdir()
    (tmp_path / "坏" / "template.toml").write_text(settings, encoding="utf-8")
    with pytest.raises(TemplateError, match="模板“坏”"):
        list_templates(tmp_path)


@pytest.mark.parametrize("page", ["{{ briefing.nothing }}", "{% if %}", "{{ ''.__class__.__mro__ }}"])
def test_a_broken_page_is_told_by_file(page: str, tmp_path: Path, briefing: Briefing) -> None:
    (tmp_path / "坏").mkdir()
    (tmp_path / "坏" / "template.toml").write_text('says = "x"', encoding="utf-8")
    (tmp_path / "坏" / "print.html").write_text(page, encoding="utf-8")
    with pytest.raises(TemplateError, match=r"print\.html"):
        fill(load_template("坏", tmp_path), "print.html", briefing=briefing)


def test_an_issue_without_any_point_still_prints(briefing: Briefing, fonts: FontSet) -> None:
    bare = briefing.model_copy(update=dict.fromkeys(EMPTY, ()))
    assert "本期" in _printed(bare, fonts)
    assert "按语" in render_html(bare, load_template("综合简报"))


def test_long_names_and_words_stay_on_the_page(briefing: Briefing, fonts: FontSet) -> None:
    masthead = briefing.masthead.model_copy(update={"name": "某某经济技术开发区互学互鉴工作简报", "copies": "120"})
    title = "关于各地推进营商环境改革经验做法差距短板和下一步工作举措的情况摘编" * 2
    long = briefing.model_copy(update={**dict.fromkeys(EMPTY[1:], ()), "masthead": masthead, "title": title})
    printed = _printed(long.model_copy(update={"note": "见https://example.org/" + "a" * 200}), fonts)
    assert masthead.name in printed
    assert "a" * 200 in printed.replace("\n", "")


def _printed(briefing: Briefing, fonts: FontSet) -> str:
    template = load_template("综合简报")
    made = render_pdf(print_markup(briefing, template), folders=template.folders, fonts=fonts, epoch=0)
    return "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(made.content)).pages)


def test_the_office_sets_its_own_red() -> None:
    assert Appearance(red="#c00000").red == "#c00000"
    with pytest.raises(ValidationError, match="六位十六进制数"):
        Appearance(red="red; } body { display: none")


@pytest.mark.parametrize(("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五")])
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_dates_have_no_noughts_before_them() -> None:
    assert chinese_date("2026-11-02") == "2026年11月2日"
    assert chinese_date(None) == "来源文本未载明"


def test_the_page_on_templates_names_every_filter_and_part_of_a_briefing() -> None:
    page = (TEMPLATES / "PDF和网页模板说明.md").read_text(encoding="utf-8")
    assert {name for name in FILTERS if f"| `{name}` |" not in page} == set()
    assert {name for name in Briefing.model_fields if f"`{name}`" not in page} == {"review"}


def test_chinese_breaks_leave_no_trace_in_words() -> None:
    marked = chinese_breaks("<head><title>“甲”</title></head><body><p title='“'>推行“一乡一业”等城区—街道——</p>")
    assert marked.startswith("<head><title>“甲”</title></head><body><p title='“'>")
    assert "推行\u200b“一乡一业”\u200b等城区\u2060—街道——" in marked


def test_a_mark_keeps_the_last_characters_with_it() -> None:
    assert split_tail("新增企业12家。") == ("新增企业12", "家。")
