"""Briefing templates: a folder each under ``report_templates``, found by being there, chosen by name.

A template folder holds ``template.toml`` (what it is for), ``print.html`` and ``print.css`` (the PDF), ``screen.html``
(the HTML), ``template.docx`` (the Word document). Parts that several templates share lie in a folder without a
``template.toml``.
"""

from __future__ import annotations

import base64
import hashlib
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2 import TemplateError as JinjaError
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup
from pydantic import ValidationError

from tasks.errors import TemplateError
from tasks.models import LearningTable, Level, Model, ProvinceSection, Role, Topic
from tasks.render.counting import count_blocks
from tasks.summarise.order import GROUPS, NATION

TEMPLATES = Path(__file__).resolve().parents[2] / "report_templates"
SHARED_PARTS = "共用"

HEADINGS = (NATION, GROUPS)
"""Headings over regions that lie in no province."""
_NAME_FILL = 0.9  # of the width; the rest is the space between the masthead's characters
_MOST_UNMET = 20
"""Rows that nothing is set beside are named up to so many."""
_DIGITS = "零一二三四五六七八九"
_SHORT_TOPICS = {
    Topic.STRATEGY: "战略",
    Topic.INDUSTRY: "产业",
    Topic.SCIENCE: "科技",
    Topic.OPENING: "开放",
    Topic.REFORM: "改革",
    Topic.CITY: "城建",
    Topic.COUNTRYSIDE: "乡村",
    Topic.CULTURE: "文旅",
    Topic.ECOLOGY: "生态",
    Topic.LIVELIHOOD: "民生",
    Topic.GOVERNANCE: "治理",
    Topic.TALENT: "人才",
}


class Template(Model):
    """A template: its name is its folder's; ``scope`` says what it prints, an issue or only part of it.

    A ``bounded`` one keeps each table of mutual learning to about a page.
    """

    name: str
    folder: Path
    says: str
    scope: Literal["issue", "region", "pair", "series"] = "issue"
    bounded: bool = False

    def has(self, file: str) -> bool:
        """Whether the template brings this file."""
        return (self.folder / file).is_file()

    @property
    def folders(self) -> tuple[Path, Path]:
        """Where its files may come from: its own folder, then the shared parts beside it."""
        return self.folder, self.folder.parent / SHARED_PARTS


def list_templates(root: Path = TEMPLATES) -> tuple[Template, ...]:
    """Every template under ``root``, by name.

    Raises:
        TemplateError: a ``template.toml`` cannot be read.
    """
    return tuple(_read_template(path.parent) for path in sorted(root.glob("*/template.toml")))


def load_template(name: str, root: Path = TEMPLATES) -> Template:
    """The template of this name.

    Raises:
        TemplateError: there is none; the message lists those there are.
    """
    templates = {template.name: template for template in list_templates(root)}
    if name not in templates:
        raise TemplateError(f"没有名为“{name}”的模板；现有：{'、'.join(templates) or '无'}")
    return templates[name]


def _read_template(folder: Path) -> Template:
    try:
        settings = tomllib.loads((folder / "template.toml").read_text(encoding="utf-8"))
        return Template(name=folder.name, folder=folder, **settings)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValidationError, TypeError) as error:
        raise TemplateError(f"模板“{folder.name}”的 template.toml 有误：{error}") from error


def fill(template: Template, file: str, **values: Any) -> str:
    """The template's ``file`` filled with ``values``; all text is escaped, nothing in it is interpreted.

    Raises:
        TemplateError: the template is broken; the message names file and line.
    """
    try:
        return _environment(template.folders).get_template(file).render(**values)
    except JinjaError as error:
        line = getattr(error, "lineno", None)
        place = f"第{line}行" if line else ""
        raise TemplateError(f"模板“{template.name}”的 {file} {place}有误：{error}") from error


@cache
def _environment(folders: Sequence[Path]) -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(FILTERS)
    environment.globals["part"] = lambda name: Markup(_part(folders, name))  # noqa: S704 - the template's own file
    environment.globals["digest"] = lambda name: _digest(_part(folders, name))
    return environment


def _part(folders: Sequence[Path], name: str) -> str:
    """A style sheet or script of the template, to stand inside its page."""
    for folder in folders:
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8")
    raise JinjaError(f"缺少文件 {name}")


def _digest(text: str) -> str:
    """The hash by which a content security policy allows one inline style sheet or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def chinese_number(number: int) -> str:
    """1 to 99 as 一 to 九十九, for headings."""
    tens, ones = divmod(number, 10)
    if tens == 0:
        return _DIGITS[ones]
    return ("" if tens == 1 else _DIGITS[tens]) + "十" + (_DIGITS[ones] if ones else "")


def chinese_date(date: str | None) -> str:
    """2026-11-02 as 2026年11月2日 (GB/T 9704, 7.3.5: arabic figures, no zero before them); null as 来源文本未载明."""
    if not date:
        return "来源文本未载明"
    year, month, day = (int(part) for part in date.split("-"))
    return f"{year}年{month}月{day}日"


def pending(text: str | None) -> str:
    """What the office has not yet filled in, as 〔待定〕."""
    return text or "〔待定〕"


def split_tail(text: str) -> tuple[str, str]:
    """The text in two: the last two characters stay on one line with the source mark that follows them."""
    return text[:-2], text[-2:]


def lead_phrase(lead: str) -> str:
    """The lead with the full stop that sets it off from its text."""
    return lead if lead.endswith(("。", "：", "？", "！")) else f"{lead}。"


def short_topic(topic: Topic) -> str:
    """A topic in two characters, for the heads of narrow columns."""
    return _SHORT_TOPICS[topic]


def role_counts(counts: Sequence[int]) -> list[str]:
    """Counts of 经验, 差距 and 举措 as 经2, 差1, without those that are nought."""
    return [f"{role.value[0]}{count}" for role, count in zip(Role, counts, strict=True) if count]


def fitted_size(text: str, size: float, width: float) -> str:
    """The type size in points, at most ``size``, in which ``text`` fits one line of ``width`` points."""
    return f"{min(size, width / max(len(text), 1) * _NAME_FILL):.1f}"


def compact(provinces: Sequence[ProvinceSection]) -> tuple[ProvinceSection, ...]:
    """The provinces for reading: regions without a point of their own left out, one region under a single heading.

    What those regions share with others is said with the point itself.
    """
    told = [_closed_up(told) for province in provinces if (told := _telling(province)).regions]
    if told and (closing := "".join(province.closing for province in provinces)):
        told[-1] = told[-1].model_copy(update={"closing": closing})
    return tuple(told)


def _telling(province: ProvinceSection) -> ProvinceSection:
    regions = (region for region in province.regions if any(section.points for section in region.sections))
    return province.model_copy(update={"regions": tuple(regions)})


def _closed_up(province: ProvinceSection) -> ProvinceSection:
    if len(province.regions) > 1:
        return province
    region = province.regions[0]
    named = region.region.level is Level.PROVINCE or region.title[:2] == province.title[:2]
    title = region.region.full_name if region.region.level is Level.PROVINCE else region.title
    whole = title if named or province.title in HEADINGS else province.title + title
    return province.model_copy(update={"title": whole, "regions": (region.model_copy(update={"title": whole}),)})


LEARNING_TABLES = ("对接建议", "清单", "交往记录", "模式名录", "对标目标集", "阶段目标", "覆盖")
"""The keys of the learning tables that files about the whole issue hold; the others repeat points for one template."""


def learning_rows(tables: Sequence[LearningTable], keys: Sequence[str] = ()) -> tuple[LearningTable, ...]:
    """The learning tables of these keys (all, when none is named) with the rows that a whole issue prints, if any."""
    chosen = sorted(
        (table for table in tables if not keys or table.key in keys),
        key=lambda table: keys.index(table.key) if keys else 0,
    )
    printed = (table.model_copy(update={"rows": tuple(row for row in table.rows if row.body)}) for table in chosen)
    return tuple(folded(table) for table in printed if table.rows)


def folded(table: LearningTable) -> LearningTable:
    """The table with its rows that nothing is set beside in one line under it."""
    names = list(dict.fromkeys(row.unmet for row in table.rows if row.unmet))
    if not names:
        return table
    more = f"等{len(names)}条" if len(names) > _MOST_UNMET else ""
    line = f"{table.unmet}：{'；'.join(names[:_MOST_UNMET])}{more}。"
    return table.model_copy(update={"rows": tuple(row for row in table.rows if not row.unmet), "remainder": line})


FILTERS: dict[str, Callable[..., Any]] = {
    "cn": chinese_number,
    "compact": compact,
    "count_blocks": count_blocks,
    "date": chinese_date,
    "pending": pending,
    "fitted_size": fitted_size,
    "folded": folded,
    "lead": lead_phrase,
    "learning_rows": learning_rows,
    "role_counts": role_counts,
    "short_topic": short_topic,
    "split_tail": split_tail,
}
