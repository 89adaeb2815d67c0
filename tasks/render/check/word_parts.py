"""What stands around a Word document's text: page numbers, the red rule, the 版记, traces of its makers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from tasks.render.check.items import CheckItem, judged, verdict
from tasks.render.check.word_format import OFF, WordFile, first_run, is_red, text_of
from tasks.render.layout import Layout
from tasks.render.word.markup import RELATIONSHIPS, W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DRAWN_LINE = re.compile(r'strokecolor="#?(\w+)|<a:ln[^>]*>.{0,200}?srgbClr val="(\w+)"', re.DOTALL)
COLOPHON = re.compile(r"^(?:报|送|发|抄送|抄报|分送)[：:]")


def page_numbers(file: WordFile, section: etree._Element, layout: Layout) -> CheckItem:
    """Page number fields in odd and even footers, between dashes, outside."""
    measure, wanted = layout["page_number_size"], "四号，— 1 —，单页居右、双页居左各空一字，用页码域"
    footers = {kind: root for kind, root in _footers(file, section) if _field(root) is not None}
    if not footers:
        return judged(measure, "页码", "没有页码域", wanted, complies=False)
    faults = list(_number_faults(file, footers, layout))
    return judged(measure, "页码", "、".join(faults) if faults else "相符", wanted, not faults)


def _footers(file: WordFile, section: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    relations = file.root("word/_rels/document.xml.rels").findall(f"{RELATIONSHIPS}Relationship")
    targets = {row.get("Id"): f"word/{row.get('Target')}" for row in relations}
    for reference in section.findall(f"{W}footerReference"):
        yield str(reference.get(f"{W}type")), file.root(targets.get(reference.get(f"{R}id"), ""))


def _field(footer: etree._Element) -> etree._Element | None:
    """The paragraph with the page number field."""
    for paragraph in footer.iter(f"{W}p"):
        codes = "".join(code.text or "" for code in paragraph.iter(f"{W}instrText"))
        codes += "".join(str(simple.get(f"{W}instr")) for simple in paragraph.iter(f"{W}fldSimple"))
        if re.search(r"\bPAGE\b", codes):
            return paragraph
    return None


def _number_faults(file: WordFile, footers: dict[str, etree._Element], layout: Layout) -> Iterator[str]:
    fields = {kind: field for kind, footer in footers.items() if (field := _field(footer)) is not None}
    switch = file.root("word/settings.xml").find(f"{W}evenAndOddHeaders")
    apart = switch is not None and switch.get(f"{W}val", "1") not in OFF and {"default", "even"} <= fields.keys()
    sides = {kind: _side(file, field) for kind, field in fields.items()}
    if not apart and sides.get("default") != "outside":
        yield "单双页页码未分设"
    elif apart and sides["default"] not in {"right", "outside"}:
        yield "单页未居右"
    elif apart and sides["even"] not in {"left", "outside"}:
        yield "双页未居左"
    for field in fields.values():
        run = first_run(field)
        size = 0.0 if run is None else float(file.run(field, run).get("sz.val", "20")) / 2
        if size != layout.number("page_number_size"):
            yield f"字号{size:g}磅"
            break
    if not all(re.search(r"[—─]\s*\d*\s*[—─]", text_of(field)) for field in fields.values()):
        yield "左右没有一字线（—）"


def _side(file: WordFile, paragraph: etree._Element) -> str:
    """Where a page number stands: by its frame, else by its alignment."""
    formatting = file.paragraph(paragraph)
    aligned = formatting.get("jc.val", "left").replace("end", "right").replace("start", "left")
    return formatting.get("framePr.xAlign", aligned)


def red_rule(file: WordFile, paragraphs: Sequence[etree._Element], layout: Layout) -> CheckItem:
    """A red rule under the masthead: a paragraph's border, or a drawn line."""
    measure = layout["red_rule_weight"]
    wanted = f"报头下红色分隔线，{measure.value:g}磅"
    for paragraph in paragraphs:
        formatting = file.paragraph(paragraph)
        for side in ("bottom", "top"):
            if is_red(formatting.get(f"pBdr.{side}.color", "")):
                weight = float(formatting.get(f"pBdr.{side}.sz", "0")) / 8
                return judged(measure, "红色分隔线", f"{weight:g}磅", wanted, abs(weight - measure.value) <= 0.75)
    document = file.parts["word/document.xml"].decode("utf-8", "replace")
    if any(is_red(match[1] or match[2]) for match in DRAWN_LINE.finditer(document)):
        return judged(measure, "红色分隔线", "有红色线条图形，粗细未量", wanted, None)
    return judged(measure, "红色分隔线", "未找到", wanted, complies=False)


def colophon(file: WordFile, paragraphs: Sequence[etree._Element], layout: Layout) -> CheckItem:
    """The 版记: its lines by their first words, in 四号."""
    measure = layout["colophon_size"]
    found = [paragraph for paragraph in paragraphs if COLOPHON.match(text_of(paragraph))]
    if not found:
        return judged(measure, "版记", "未找到", "文末有版记，四号仿宋", None)
    runs = [(paragraph, first_run(paragraph)) for paragraph in found]
    sizes = Counter(float(file.run(p, run).get("sz.val", "20")) / 2 for p, run in runs if run is not None)
    measured = "、".join(f"{size:g}磅" for size in sorted(sizes))
    return judged(measure, "版记", measured, "四号仿宋（14磅）", set(sizes) == {measure.value})


def traces(file: WordFile) -> Iterator[CheckItem]:
    """Tracked changes, and what the file's properties tell of people and machines."""
    document = file.root("word/document.xml")
    changes = sum(1 for tag in ("ins", "del", "moveFrom", "moveTo") for _ in document.iter(f"{W}{tag}"))
    comments = len(file.root("word/comments.xml").findall(f"{W}comment"))
    measured = f"修订{changes}处" + (f"，批注{comments}条（传阅前可一并删除）" if comments else "")
    yield CheckItem(item="修订痕迹", measured=measured, wanted="没有修订", clause="惯例", verdict=verdict(changes == 0))
    named = [
        f"{label}：{value}"
        for part, tag, label in (
            ("docProps/core.xml", "lastModifiedBy", "最后修改者"),
            ("docProps/app.xml", "Company", "单位"),
            ("docProps/app.xml", "Manager", "主管"),
        )
        for value in _property(file.root(part), tag)
    ]
    if file.root("word/settings.xml").find(f"{W}attachedTemplate") is not None:
        named.append("模板路径")
    measured = "；".join(named) or "没有"
    yield CheckItem(item="个人信息", measured=measured, wanted="没有", clause="惯例", verdict=verdict(not named))


def _property(root: etree._Element, tag: str) -> Iterator[str]:
    for element in root.iter():
        if isinstance(element.tag, str) and etree.QName(element).localname == tag and (element.text or "").strip():
            yield str(element.text).strip()
