"""Measure a Word document against the layout profile, out of its own settings; nothing is laid out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from lxml import etree

from tasks.render.check.headings import HEADING_LENGTH, HEADINGS, PADDED_DATE
from tasks.render.check.items import CheckItem, judged, measured_number, verdict
from tasks.render.check.word_format import OFF, Formatting, WordFile, first_run, is_red, text_of
from tasks.render.check.word_parts import colophon, page_numbers, red_rule, traces
from tasks.render.check.word_tables import tables
from tasks.render.fonts import load_preferences
from tasks.render.layout import Layout
from tasks.render.word.markup import W

BODY_LENGTH = 28
"""A paragraph this long is running text, whatever its style is called."""
MM_PER_TWIP = 25.4 / 1440
GRIDS = frozenset({"lines", "linesAndChars", "snapToChars"})


def check_word(path: Path, layout: Layout) -> list[CheckItem]:
    """Every item of the profile that a .docx settles, in a fixed order; raises RenderError for no Word document."""
    return list(_Check(WordFile(path), layout).items())


class _Check:
    def __init__(self, file: WordFile, layout: Layout) -> None:
        self.file = file
        self.layout = layout
        self.paragraphs = [] if file.body is None else list(file.body.iter(f"{W}p"))
        self.running = list(self._running())
        self.section = next(reversed(list(file.root("word/document.xml").iter(f"{W}sectPr"))), etree.Element("none"))

    def items(self) -> Iterator[CheckItem]:
        yield from self._page()
        yield from self._body()
        yield from self._title()
        yield from self._headings()
        yield page_numbers(self.file, self.section, self.layout)
        yield red_rule(self.file, self.paragraphs, self.layout)
        yield colophon(self.file, self.paragraphs, self.layout)
        yield self._dates()
        yield from tables(self.file, self._type_width(), self.layout)
        yield from traces(self.file)

    def _running(self) -> Iterator[tuple[etree._Element, Formatting, Formatting, int]]:
        """Paragraphs of running text outside tables: element, its formatting, its longest run's, its length."""
        for paragraph in self.paragraphs:
            text = text_of(paragraph)
            inside_table = next(paragraph.iterancestors(f"{W}tbl"), None) is not None
            if len(text) >= BODY_LENGTH and not inside_table and not self._heading(paragraph):
                run = max(paragraph.iter(f"{W}r"), key=lambda run: len(text_of(run)))
                yield paragraph, self.file.paragraph(paragraph), self.file.run(paragraph, run), len(text)

    def _heading(self, paragraph: etree._Element) -> bool:
        return self.file.style_name(paragraph).startswith(("heading", "title"))

    def _attribute(self, element: str, name: str) -> float | None:
        found = self.section.find(f"{W}{element}")
        value = None if found is None else found.get(f"{W}{name}")
        return float(value) if value and re.fullmatch(r"-?\d+(\.\d+)?", value) else None

    def _type_width(self) -> float | None:
        """The paper's width without its margins in millimetres, where all are set."""
        paper, *margins = (
            self._attribute("pgSz", "w"),
            self._attribute("pgMar", "left"),
            self._attribute("pgMar", "right"),
        )
        given = [margin for margin in margins if margin is not None]
        return (paper - sum(given)) * MM_PER_TWIP if paper is not None and len(given) == len(margins) else None

    def _page(self) -> Iterator[CheckItem]:
        for name, item, element, attribute in (
            ("paper_width", "纸张宽", "pgSz", "w"),
            ("paper_height", "纸张高", "pgSz", "h"),
            ("margin_top", "天头", "pgMar", "top"),
            ("margin_left", "订口", "pgMar", "left"),
            ("margin_right", "右白边", "pgMar", "right"),
            ("margin_bottom", "下白边", "pgMar", "bottom"),
        ):
            found = self._attribute(element, attribute)
            millimetres = None if found is None else found * MM_PER_TWIP
            yield measured_number(self.layout, name, item, millimetres, "毫米", tolerance=1)

    def _body(self) -> Iterator[CheckItem]:
        measures = self.layout.measures
        if not self.running:
            yield judged(measures["body_size"], "正文", "没有可量的正文段落", "三号仿宋", None)
            return
        faces = load_preferences().roles["body"]
        face = self._commonest(lambda _, run: self.file.face(run) or "未设定")
        yield judged(measures["body_size"], "正文字体", face, "仿宋", face in {*faces.licensed, *faces.open})
        size = float(self._commonest(lambda _, run: run.get("sz.val", "20"))) / 2
        yield measured_number(self.layout, "body_size", "正文字号", size, "磅", tolerance=0)
        yield self._lines()
        yield self._characters(size)
        yield self._indent(size)
        aligned = self._commonest(lambda paragraph, _: paragraph.get("jc.val", "未设定"))
        yield judged(measures["type_width"], "正文对齐", aligned, "两端对齐（both）", aligned in {"both", "distribute"})
        rules_off = self._commonest(lambda paragraph, _: str(paragraph.get("kinsoku.val", "1") in OFF))
        measured = "关闭" if rules_off == "True" else "开启"
        yield judged(measures["characters"], "禁则（按中文习惯控制首尾字符）", measured, "开启", rules_off != "True")

    def _commonest(self, value: Callable[[Formatting, Formatting], str]) -> str:
        """What holds for most characters of running text."""
        counts: Counter[str] = Counter()
        for _, paragraph, run, length in self.running:
            counts[value(paragraph, run)] += length
        return counts.most_common(1)[0][0]

    def _grid(self, kind: str, paragraph: Formatting) -> bool:
        """Whether the section's grid rules the lines (``lines``) or the characters (``linesAndChars``)."""
        grid = self.section.find(f"{W}docGrid")
        snaps = paragraph.get("snapToGrid.val", "1") not in OFF
        kinds = GRIDS if kind == "lines" else GRIDS - {"lines"}
        return grid is not None and snaps and grid.get(f"{W}type") in kinds

    def _pitch(self, paragraph: Formatting) -> float | None:
        """The line pitch in twips: an exact one, or the grid's; null when the faces decide it."""
        line = float(paragraph.get("spacing.line", "240"))
        if paragraph.get("spacing.lineRule") == "exact":
            return line
        pitch = self._attribute("docGrid", "linePitch") if self._grid("lines", paragraph) else None
        return None if pitch is None else pitch * (line / 240 if "spacing.lineRule" not in paragraph else 1)

    def _lines(self) -> CheckItem:
        pitch = self._commonest(lambda paragraph, _: str(self._pitch(paragraph) or ""))
        sides = [self._attribute("pgSz", "h"), self._attribute("pgMar", "top"), self._attribute("pgMar", "bottom")]
        if not pitch or None in sides:
            wanted = f"{self.layout.number('lines'):g}行"
            return judged(self.layout["lines"], "每面行数", "未设固定行距或行网格，随字体而变", wanted, complies=False)
        height, top, bottom = (side or 0.0 for side in sides)
        return measured_number(self.layout, "lines", "每面行数", (height - top - bottom) // float(pitch), "行")

    def _characters(self, size: float) -> CheckItem:
        pitch = float(self._commonest(lambda paragraph, run: str(self._character(size, paragraph, run))))
        sides = [self._attribute("pgSz", "w"), self._attribute("pgMar", "left"), self._attribute("pgMar", "right")]
        if None in sides:
            return measured_number(self.layout, "characters", "每行字数", None, "字")
        width, left, right = (side or 0.0 for side in sides)
        return measured_number(self.layout, "characters", "每行字数", (width - left - right + 1) // pitch, "字")

    def _character(self, size: float, paragraph: Formatting, run: Formatting) -> float:
        """The pitch of a character in twips: its size, its spacing, and what the grid adds."""
        added = self._attribute("docGrid", "charSpace") if self._grid("characters", paragraph) else None
        return size * 20 + float(run.get("spacing.val", "0")) + (added or 0.0) / 4096 * 20

    def _indent(self, size: float) -> CheckItem:
        def characters(paragraph: Formatting) -> float:
            if "ind.firstLineChars" in paragraph and paragraph["ind.firstLineChars"] != "0":
                return float(paragraph["ind.firstLineChars"]) / 100
            return float(paragraph.get("ind.firstLine", "0")) / (size * 20)

        found = float(self._commonest(lambda paragraph, _: f"{characters(paragraph):.1f}"))
        typed = sum(text_of(paragraph).startswith("　　") for paragraph, *_ in self.running) > len(self.running) / 2
        if typed:
            measure = self.layout["first_line_indent"]
            return judged(measure, "段首缩进", "以两个全角空格代替缩进", "首行缩进2字", complies=False)
        return measured_number(self.layout, "first_line_indent", "段首缩进", found, "字", tolerance=0.1)

    def _title(self) -> Iterator[CheckItem]:
        measure, faces = self.layout["title_size"], load_preferences().roles["title"]
        found = self._title_paragraph()
        if found is None:
            yield judged(measure, "标题", "未找到", "二号小标宋，居中", None)
            return
        paragraph, run = found
        face, size = self.file.face(run) or "未设定", float(run.get("sz.val", "20")) / 2
        yield judged(measure, "标题字体", face, "小标宋", face in {*faces.licensed, *faces.open})
        yield measured_number(self.layout, "title_size", "标题字号", size, "磅", tolerance=0)
        aligned = self.file.paragraph(paragraph).get("jc.val", "未设定")
        yield judged(measure, "标题位置", aligned, "居中（center）", aligned == "center")

    def _title_paragraph(self) -> tuple[etree._Element, Formatting] | None:
        """The title by its style, else the largest black type before the running text."""
        candidates = []
        for paragraph in self.paragraphs:
            if self.running and paragraph is self.running[0][0]:
                break
            if (run := first_run(paragraph)) is not None:
                formatting = self.file.run(paragraph, run)
                if self.file.style_name(paragraph) == "title":
                    return paragraph, formatting
                if not is_red(formatting.get("color.val", "")):
                    candidates.append((float(formatting.get("sz.val", "20")), paragraph, formatting))
        best = max(candidates, key=lambda candidate: candidate[0], default=None)
        return None if best is None or best[0] < 2 * 18 else best[1:]

    def _headings(self) -> Iterator[CheckItem]:
        measure = self.layout["heading_size"]
        for name, pattern, role in HEADINGS:
            faces = load_preferences().roles[role]
            found = [p for p in self.paragraphs if len(text_of(p)) < HEADING_LENGTH and pattern.match(text_of(p))]
            used = Counter(self._face_of(paragraph) for paragraph in found)
            if not used:
                yield judged(measure, name, "没有", faces.says, None)
                continue
            wrong = [face for face in used if face not in {*faces.licensed, *faces.open}]
            yield judged(measure, name, "、".join(sorted(used)), f"三号{faces.says}", not wrong)
            outlined = sum("outlineLvl.val" in self.file.paragraph(paragraph) for paragraph in found)
            measured = f"{len(found)}个中{outlined}个设有大纲级别"
            yield judged(measure, f"{name}的大纲级别", measured, "都设有", outlined == len(found))

    def _face_of(self, paragraph: etree._Element) -> str:
        run = first_run(paragraph)
        return ("" if run is None else self.file.face(self.file.run(paragraph, run))) or "未设定"

    def _dates(self) -> CheckItem:
        padded = [match[0] for paragraph in self.paragraphs for match in PADDED_DATE.finditer(text_of(paragraph))]
        measured = f"{len(padded)}处编虚位，如{padded[0]}" if padded else "未见编虚位"
        return CheckItem(
            item="日期写法",
            measured=measured,
            wanted="月日不编虚位",
            clause="7.3.5（国标）",
            verdict=verdict(not padded),
        )
