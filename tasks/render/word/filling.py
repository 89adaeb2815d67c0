"""A template's placeholders: ``{{名}}`` in a sentence is a value, alone in a paragraph it may be a whole block."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from lxml import etree

from tasks.errors import TemplateError
from tasks.models import Briefing, Role
from tasks.render.templates import LEARNING_TABLES, chinese_date, pending
from tasks.render.word.learning import every_table, learning_table, titled_tables
from tasks.render.word.markup import NOT_XML, R_URI, W_URI, W
from tasks.render.word.regions import elsewhere_paragraphs, highlight_paragraphs, region_paragraphs, role_paragraphs
from tasks.render.word.tables import (
    chain_tables,
    counts_tables,
    indicator_table,
    link_table,
    matrix_table,
    points_table,
    source_table,
)
from tasks.render.word.wording import heading_number, issue_label
from tasks.render.word.writer import Writer

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
NUMBER = "序号"
SECTION_STYLES = {"heading 1": 1, "heading 2": 2, "heading 3": 3, "提要标题": 1, "附件标签": 0, "附件标题": 1}
"""Styles that open a section, with its depth; a section whose placeholders are all empty is left out."""
ANNEX_STYLE, ANNEX_TITLE_STYLE, ANNEX_LIST = "附件标签", "附件标题", "附件目录"
CLOSING_STYLE, AFTER_TABLE = "版记", "表后"

Block = Callable[[Writer, Briefing], Iterable[str]]

BLOCKS: Mapping[str, Block] = {
    "提要": lambda writer, b: highlight_paragraphs(writer, b.highlights),
    "要点数表": lambda writer, b: counts_tables(writer, b.counts),
    "地区专题表": lambda writer, b: [matrix_table(writer, b.matrix)] if b.matrix else [],
    "指标表": lambda writer, b: [indicator_table(writer, b.indicators)] if b.indicators else [],
    "分地区要点": lambda writer, b: region_paragraphs(writer, b.body, say_silent=True),
    "经验": lambda writer, b: role_paragraphs(writer, b.body, Role.EXPERIENCE),
    "差距": lambda writer, b: role_paragraphs(writer, b.body, Role.GAP),
    "举措": lambda writer, b: role_paragraphs(writer, b.body, Role.MEASURE),
    "另见": lambda writer, b: elsewhere_paragraphs(writer, b.body),
    "对标关系表": lambda writer, b: [link_table(writer, b.links, b.more_links)] if b.links else [],
    "互鉴链表": lambda writer, b: chain_tables(writer, b.chains),
    "资料来源表": lambda writer, b: [source_table(writer, b.sources)] if b.sources else [],
    "对标关系图": lambda writer, b: writer.pictures("对标关系图"),  # noqa: ARG005
    "指标对比图": lambda writer, b: writer.pictures("指标对比图"),  # noqa: ARG005
    "创新扩散图": lambda writer, b: writer.pictures("创新扩散图"),  # noqa: ARG005
    **{
        f"{key}表": partial(lambda key, writer, b: learning_table(writer, b.tables, key), key)
        for key in (*LEARNING_TABLES, *(f"{role.value}清单" for role in Role))
    },
    "互学各表": lambda writer, b: every_table(writer, b.tables),
    "学习专题表": lambda writer, b: titled_tables(writer, b.tables, "学习专题"),
    "分题举措表": lambda writer, b: titled_tables(writer, b.tables, "分题举措"),
    "附件要点": lambda writer, b: [points_table(writer, b.annex)] if b.annex else [],
}
"""What may stand alone in a paragraph of the template, and what it becomes."""


def values(briefing: Briefing) -> dict[str, str]:
    """The single values a template may name."""
    masthead, issue = briefing.masthead, briefing.issue
    to_be_set = {
        "简报名称": masthead.name,
        "编印单位": masthead.issuer,
        "报": masthead.report_to,
        "送": masthead.send_to,
        "发": masthead.issue_to,
        "份数": masthead.copies,
        "编辑": masthead.editor,
        "核稿": masthead.reviewer,
        "签发": masthead.signer,
    }
    notes = "".join(f"{number}．{note}" for number, note in enumerate(briefing.notes, 1))
    return {
        **{name: pending(value) for name, value in to_be_set.items()},
        "标识": masthead.mark or "　",
        "期号": issue_label(issue),
        "年": str(issue.year),
        "日期": chinese_date(issue.date),
        "标题": briefing.title,
        "按语": briefing.note,
        "说明": f"说明：{notes}" if notes else "",
    }


@dataclass
class _Section:
    """A heading of the template with its depth, and what stands under it.

    ``fixed`` are paragraphs of the office's own; ``asked`` says whether there are placeholders too, ``filled`` whether
    one of them printed something.
    """

    heading: etree._Element
    style: str
    depth: int
    fixed: list[etree._Element] = field(default_factory=list)
    asked: bool = False
    filled: bool = False

    @property
    def kept(self) -> bool:
        """Whether it is printed: not when all that it was to hold is empty."""
        return self.filled or not self.asked

    def remove(self) -> None:
        """Take it out of the document."""
        for element in (self.heading, *self.fixed):
            _remove(element)


class Filling:
    """One pass over a template: blocks put in, values set, headings numbered, empty sections left out."""

    def __init__(self, briefing: Briefing, writer: Writer) -> None:
        self._briefing = briefing
        self._writer = writer
        self._values = values(briefing)
        self._sections = {writer.styles[name]: (name, depth) for name, depth in SECTION_STYLES.items()}
        self._closing = writer.styles[CLOSING_STYLE]

    def fill(self, body: etree._Element) -> None:
        """Fill the template's body in place.

        Raises:
            TemplateError: a placeholder is unknown, or one for a block does not stand alone.
        """
        every: list[_Section] = []
        above: list[_Section] = []
        for element in list(body):
            style = _style(element)
            if style in self._sections:
                section = _Section(element, *self._sections[style])
                above = [*(outer for outer in above if outer.depth < section.depth), section]
                every.append(section)
            elif style == self._closing or element.tag == f"{W}sectPr":  # the page itself belongs to no section
                self.set_values(element)
            elif not PLACEHOLDER.search(_text(element)):
                for section in above:
                    section.fixed.append(element)
            elif _placeholder(element) != ANNEX_LIST:
                printed = self._put(element)
                for section in above:
                    section.asked, section.filled = True, section.filled or printed
        self._list_annexes(body, self._headings(every))
        self._close_up(body)

    def set_values(self, root: etree._Element) -> bool:
        """Set the values in every paragraph at or under ``root``; false when all that are named are empty."""
        found = [self._set(paragraph) for paragraph in root.iter(f"{W}p")]
        return not found or any(found)

    def _put(self, element: etree._Element) -> bool:
        """Put in the block, or set the values, of an element of the body; false when nothing is printed."""
        name = _placeholder(element)
        if name not in BLOCKS:
            filled = self.set_values(element)
            if not filled:
                _remove(element)
            return filled
        made = "".join(BLOCKS[name](self._writer, self._briefing))
        _exchange(element, made)
        return bool(made)

    def _headings(self, every: Sequence[_Section]) -> list[str]:
        """Number the headings that have something under them and take out the rest; the titles of the annexes."""
        kept = [section for section in every if section.kept]
        annexes = sum(section.style == ANNEX_STYLE for section in kept)
        counted: Counter[str] = Counter()
        for section in kept:
            counted[section.style] += 1
            for name, depth in SECTION_STYLES.items():
                if depth > section.depth:
                    counted[name] = 0
            number = counted[section.style]
            if section.style == ANNEX_STYLE:
                self._set(section.heading, str(number) if annexes > 1 else "")
            else:
                self._set(section.heading, heading_number(section.depth, number))
        for section in every:
            if not section.kept:
                section.remove()
        return [_text(section.heading) for section in kept if section.style == ANNEX_TITLE_STYLE]

    def _close_up(self, body: etree._Element) -> None:
        """No room after a table that an annex follows: on a full page it would stand as a page of its own."""
        label, after = self._writer.styles[ANNEX_STYLE], self._writer.styles[AFTER_TABLE]
        for element in body.findall(f"{W}p"):
            before = element.getprevious()
            if _style(element) == label and before is not None and _style(before) == after:
                _remove(before)

    def _list_annexes(self, body: etree._Element, titles: Sequence[str]) -> None:
        lines = [f"{number}．{title}" if len(titles) > 1 else title for number, title in enumerate(titles, 1)]
        made = [
            self._writer.paragraph("附件目录", self._writer.run(("附件：" if place == 0 else "　　　") + line))
            for place, line in enumerate(lines)
        ]
        for element in body.findall(f"{W}p"):
            if _placeholder(element) == ANNEX_LIST:
                _exchange(element, "".join(made))

    def _set(self, paragraph: etree._Element, number: str = "") -> bool:
        """Set one paragraph's values; false when it names some and all are empty."""
        texts = list(paragraph.iter(f"{W}t"))
        matches = list(PLACEHOLDER.finditer("".join(text.text or "" for text in texts)))
        given = {**self._values, NUMBER: number}
        for match in reversed(matches):
            _replace(texts, match.start(), match.end(), _value(given, match[1]))
        return not matches or any(given[match[1]] for match in matches)


def _value(given: Mapping[str, str], name: str) -> str:
    if name in BLOCKS:
        raise TemplateError(f"Word 模板里“{{{{{name}}}}}”要独占一段")
    if name not in given:
        known = "、".join((*given, *BLOCKS, ANNEX_LIST))
        raise TemplateError(f"Word 模板里有不认识的占位符“{{{{{name}}}}}”；可用的有：{known}")
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", given[name])


def _style(element: etree._Element) -> str:
    """The paragraph style's id; of a table that of its first paragraph."""
    style = next(element.iter(f"{W}pStyle"), None)
    return "" if style is None else str(style.get(f"{W}val"))


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def _placeholder(element: etree._Element) -> str:
    """The name that stands alone in a paragraph, or nothing."""
    match = PLACEHOLDER.fullmatch(_text(element).strip()) if element.tag == f"{W}p" else None
    return match[1] if match else ""


def _exchange(element: etree._Element, made: str) -> None:
    """Put what was written in an element's place."""
    for child in etree.fromstring(f'<w:body xmlns:w="{W_URI}" xmlns:r="{R_URI}">{made}</w:body>'):
        element.addprevious(child)
    _remove(element)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _replace(texts: list[etree._Element], start: int, end: int, value: str) -> None:
    """Put ``value`` for the characters start–end of the runs' joined text, into the run where they start."""
    offset = 0
    for text in texts:
        own = text.text or ""
        first, last = max(start - offset, 0), min(end - offset, len(own))
        if first < last:
            text.text = own[:first] + value + own[last:]
            value = ""
        offset += len(own)
