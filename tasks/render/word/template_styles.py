"""The styles of a briefing's first Word template: every face, size, pitch and rule of the layout profile as OOXML."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from tasks.render.layout import Layout
from tasks.render.word.markup import HEADER

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)

BODY_FACE, TITLE_FACE, HEAD_FACE, KAI_FACE, NUMBER_FACE = (
    "仿宋_GB2312",
    "方正小标宋简体",
    "黑体",
    "楷体_GB2312",
    "宋体",
)
RED = "E60012"
CHARACTER_SPACING = -5
"""Word counts whole twips: -5 sets 28 characters of 16 pt to the line, the profile's -4.2 rounded to -4 sets 27."""

MARK = '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
"""In Chinese, LibreOffice may begin a line with the ］ of a mark; with the figure in English it does not."""
BOLD = "<w:b/><w:bCs/>"
INDENT = '<w:ind w:firstLineChars="200" w:firstLine="{first}"/>'


def twips(points: float) -> int:
    """Points as whole twentieths of a point."""
    return round(points * 20)


class Page:
    """The layout profile as Word needs it."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    def __getitem__(self, name: str) -> float:
        """A measure in points."""
        return self._layout.points(name)

    @property
    def character_twips(self) -> int:
        """The pitch of one body character in twips."""
        return twips(self["body_size"]) + CHARACTER_SPACING

    @property
    def masthead_gap(self) -> float:
        """Space after the name so that the red rule ends the masthead's lines."""
        pitch, rule = self["line_pitch"], self["red_rule_drop"] + self["red_rule_weight"]
        taken = self["masthead_name_drop"] + self["masthead_name_size"] * 1.25 + 2 * pitch + rule
        return self["masthead_lines"] - taken


@dataclass(frozen=True)
class Style:
    """A paragraph or character style: its Word name, what it builds on, and its properties as OOXML."""

    style_id: str
    name: str
    paragraph: str = ""
    run: str = ""
    based_on: str = "Normal"
    follows: str = ""
    kind: str = "paragraph"

    def xml(self) -> str:
        """The style as an element of styles.xml."""
        parts = [
            f'<w:style w:type="{self.kind}" w:styleId="{self.style_id}"',
            f"<w:name w:val={quoteattr(self.name)}/>",
        ]
        custom = "" if self.name.isascii() else ' w:customStyle="1"'
        default = ' w:default="1"' if self.style_id == "Normal" else ""
        parts[0] += f"{custom}{default}>"
        if self.based_on and self.style_id != self.based_on and self.kind == "paragraph":
            parts.append(f'<w:basedOn w:val="{self.based_on}"/>')
        if self.follows:
            parts.append(f'<w:next w:val="{self.follows}"/>')
        parts.append("<w:qFormat/>")
        if self.paragraph:
            parts.append(f"<w:pPr>{self.paragraph}</w:pPr>")
        if self.run:
            parts.append(f"<w:rPr>{self.run}</w:rPr>")
        return "".join(parts) + "</w:style>"


def face(name: str) -> str:
    """The face for all four character classes; the hint keeps “”……— in the Chinese one."""
    return f'<w:rFonts w:hint="eastAsia" w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def size(points: float) -> str:
    """A size in points, for Chinese and for complex script."""
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def spacing(before: float = 0, after: float = 0, line: float | None = None) -> str:
    """Space before and after and the exact line pitch, in points."""
    pitch = "" if line is None else f' w:line="{twips(line)}" w:lineRule="exact"'
    return f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"{pitch}/>'


def _rule(side: str, points: float, space: float = 0, colour: str = "000000") -> str:
    return f'<w:{side} w:val="single" w:sz="{round(points * 8)}" w:space="{round(space)}" w:color="{colour}"/>'


def _heading(level: int, name: str, run: str, m: Page) -> Style:
    first = INDENT.format(first=2 * m.character_twips)
    paragraph = f'<w:keepNext/><w:keepLines/>{first}<w:outlineLvl w:val="{level - 1}"/>'
    return Style(f"Heading{level}", name, paragraph, run, follows="BriefBody")


def body_styles(m: Page) -> list[Style]:
    """Text, headings, points."""
    first = INDENT.format(first=2 * m.character_twips)
    # Word's own default lets a full stop hang over the edge; LibreOffice reads the switch the other way round, and
    # with it off would hang them too.
    base = (
        '<w:widowControl w:val="0"/><w:kinsoku/><w:wordWrap/><w:overflowPunct/><w:topLinePunct w:val="0"/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/><w:adjustRightInd w:val="0"/><w:snapToGrid w:val="0"/>'
        f'{spacing(line=m["line_pitch"])}<w:jc w:val="both"/>'
    )
    text = f'{face(BODY_FACE)}<w:color w:val="auto"/><w:spacing w:val="{CHARACTER_SPACING}"/><w:kern w:val="0"/>'
    language = '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    return [
        Style("Normal", "Normal", base, f"{text}{size(m['body_size'])}{language}", based_on=""),
        Style("BriefBody", "简报正文", first),
        Style("BriefPoint", "要点", "", based_on="BriefBody"),
        Style("BriefNote", "按语", "", face(KAI_FACE), based_on="BriefBody"),
        Style(
            "Title",
            "Title",
            f'<w:keepNext/>{spacing(0, m["line_pitch"] / 2, 36)}<w:ind w:firstLineChars="0" w:firstLine="0"/>'
            '<w:jc w:val="center"/>',
            f'{face(TITLE_FACE)}<w:spacing w:val="0"/>{size(m["title_size"])}',
            follows="BriefBody",
        ),
        Style("BriefSummary", "提要标题", '<w:keepNext/><w:jc w:val="center"/>', face(HEAD_FACE), follows="BriefPoint"),
        _heading(1, "heading 1", face(HEAD_FACE), m),
        _heading(2, "heading 2", face(KAI_FACE), m),
        _heading(3, "heading 3", BOLD, m),
    ]


def office_styles(m: Page) -> list[Style]:
    """报头, 附件, 版记 and page number."""
    inside = f'<w:ind w:leftChars="100" w:left="{m.character_twips}" w:rightChars="100" w:right="{m.character_twips}"/>'
    small = f'<w:spacing w:val="0"/>{size(m["colophon_size"])}'
    right_tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(m["type_width"]) - m.character_twips}"/></w:tabs>'
    return [
        Style("BriefMark", "标识", '<w:jc w:val="left"/>', face(HEAD_FACE)),
        Style(
            "BriefName",
            "简报名称",
            spacing(m["masthead_name_drop"] - m["line_pitch"], m.masthead_gap, m["masthead_name_size"] * 1.25)
            + '<w:jc w:val="center"/>',
            f'{face(TITLE_FACE)}<w:color w:val="{RED}"/><w:spacing w:val="80"/>{size(m["masthead_name_size"])}',
        ),
        Style("BriefIssue", "期号", f'{spacing(line=m["line_pitch"])}<w:jc w:val="center"/>'),
        Style(
            "BriefIssuer",
            "编印行",
            f"<w:pBdr>{_rule('bottom', m['red_rule_weight'], m['red_rule_drop'], RED)}</w:pBdr>{right_tab}"
            f"{spacing(0, m['line_pitch'] / 2, m['line_pitch'])}"
            f'<w:ind w:firstLineChars="100" w:firstLine="{m.character_twips}"/><w:jc w:val="left"/>',
        ),
        Style(
            "BriefAnnexLabel",
            "附件标签",
            f"<w:pageBreakBefore/>{spacing(0, m['line_pitch'], m['line_pitch'])}",
            face(HEAD_FACE),
        ),
        Style(
            "BriefAnnexTitle",
            "附件标题",
            f'{spacing(0, m["line_pitch"], m["line_pitch"])}<w:jc w:val="center"/><w:outlineLvl w:val="0"/>',
            f'{face(TITLE_FACE)}<w:spacing w:val="0"/>{size(m["title_size"])}',
            follows="BriefBody",
        ),
        Style("BriefColophon", "版记", f'{right_tab}{inside}<w:jc w:val="left"/>', small),
        Style("BriefEnd", "文末", spacing(line=1), size(1)),
        Style(
            "BriefPageOdd",
            "页码右",
            f'{spacing(line=m["page_number_size"])}{inside}<w:jc w:val="right"/>',
            face(NUMBER_FACE) + small,
        ),
        Style(
            "BriefPageEven",
            "页码左",
            f'{spacing(line=m["page_number_size"])}{inside}<w:jc w:val="left"/>',
            face(NUMBER_FACE) + small,
        ),
    ]


def table_styles(m: Page) -> list[Style]:
    """Text in tables, comments, and the characters of the briefing."""
    first = INDENT.format(first=2 * m.character_twips)
    cell = f"{spacing(line=m['table_line'])}"
    tight = '<w:spacing w:val="0"/>'
    small_pitch = spacing(line=1.15 * m["table_small_size"])
    return [
        Style("BriefCell", "表文字", f'{cell}<w:jc w:val="left"/>', f"{tight}{size(m['table_size'])}"),
        Style("BriefCellMid", "表居中", f'{cell}<w:jc w:val="center"/>', f"{tight}{size(m['table_size'])}"),
        Style("BriefCellFigure", "表数字", f'{cell}<w:jc w:val="right"/>', f"{tight}{size(m['table_size'])}"),
        Style(
            "BriefCellHead",
            "表头",
            f'<w:keepNext/>{cell}<w:jc w:val="center"/>',
            f"{face(HEAD_FACE)}{tight}{size(m['table_size'])}",
        ),
        Style(
            "BriefCellSmall", "表小字", f'{small_pitch}<w:jc w:val="center"/>', f"{tight}{size(m['table_small_size'])}"
        ),
        Style("BriefCellSmallLeft", "表小字左", '<w:jc w:val="left"/>', based_on="BriefCellSmall"),
        Style("BriefRemark", "表注", cell, f"{tight}{size(m['table_size'])}"),
        Style("BriefAnnexList", "附件目录", first, based_on="BriefBody"),
        Style("BriefPicture", "图", '<w:keepNext/><w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="center"/>'),
        Style("BriefCaption", "图题", f'{cell}<w:jc w:val="center"/>', f"{tight}{size(m['table_size'])}"),
        Style("BriefBefore", "表前", f"<w:keepNext/>{spacing(line=m['line_pitch'] / 5)}", size(2)),
        Style("BriefAfter", "表后", spacing(line=m["line_pitch"] / 2)),
        Style("CommentText", "annotation text", f'{spacing(line=18)}<w:jc w:val="left"/>', f"{tight}{size(10.5)}"),
        Style("BriefRole", "要点类别", run=face(KAI_FACE) + BOLD, kind="character", based_on=""),
        Style("BriefLead", "领句", run=face(HEAD_FACE), kind="character", based_on=""),
        Style("BriefSource", "来源号", run='<w:vertAlign w:val="superscript"/>' + MARK, kind="character", based_on=""),
        Style(
            "BriefCellSource",
            "表来源号",
            run='<w:vertAlign w:val="superscript"/>' + MARK,
            kind="character",
            based_on="",
        ),
        Style("BriefQuote", "依据原句", run=BOLD + '<w:u w:val="single"/>', kind="character", based_on=""),
        Style("CommentReference", "annotation reference", run='<w:sz w:val="21"/>', kind="character", based_on=""),
    ]


def every_style(m: Page) -> list[Style]:
    """All paragraph and character styles."""
    return body_styles(m) + office_styles(m) + table_styles(m)


def styles_xml(m: Page) -> str:
    """styles.xml: document defaults, all styles, the table style."""
    borders = "".join(_rule(side, 0.5) for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    outer, inner = m["colophon_outer_rule"], m["colophon_inner_rule"]
    rules = _rule("top", outer) + _rule("bottom", outer) + _rule("insideH", inner)
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="BriefTable"><w:name w:val="简报表"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:jc w:val="center"/><w:tblBorders>{borders}'
        '</w:tblBorders><w:tblCellMar><w:top w:w="14" w:type="dxa"/><w:left w:w="57" w:type="dxa"/>'
        '<w:bottom w:w="14" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        '<w:tcPr><w:vAlign w:val="center"/></w:tcPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="BriefColophonTable"><w:name w:val="版记表"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{rules}</w:tblBorders>'
        '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    made = "".join(style.xml() for style in every_style(m))
    return f"{HEADER}<w:styles {NAMESPACES}><w:docDefaults/>{made}{table}</w:styles>"
