"""Make a briefing's Word template anew: ``python -m tasks.render.word.make_template FOLDER``.

The template is meant to be edited in Word afterwards; this module only gives the first one, with every measure of the
layout profile in a style. All formatting stands in styles, so that an office changes a face or a size in one place.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from tasks.knowledge import knowledge
from tasks.models import Model
from tasks.render.layout import Layout, load_layout
from tasks.render.word.markup import HEADER
from tasks.render.word.package import write_package
from tasks.render.word.template_styles import NAMESPACES, Page, every_style, styles_xml, twips

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"


NO_LINE_START = (
    "!%),.:;>?]}¢¨°·ˇˉ―‖’”…‰′″›℃∶、。〃〉》」』】〕〗〞︶︺︾﹀﹄﹚﹜﹞！＂％＇），．：；？］｀｜｝～￠" + "［"
)
"""What Word lets no line start with by itself, and the opening bracket, which keeps a source mark with its sentence."""
NO_LINE_END = "$([{£¥·‘“〈《「『【〔〖〝﹗﹙﹛﹝＄（．［｛￡￥"


def settings_xml() -> str:
    """settings.xml: odd and even footers, punctuation not compressed, which characters start and end no line."""
    return (
        f'{HEADER}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        '<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f'<w:noLineBreaksAfter w:lang="zh-CN" w:val="{NO_LINE_END}"/>'
        f'<w:noLineBreaksBefore w:lang="zh-CN" w:val="{escape(NO_LINE_START)}"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="zh-CN" w:eastAsia="zh-CN"/></w:settings>'
    )


def footer_xml(style_id: str) -> str:
    """A footer with the page number between dashes, as a field."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    return (
        f'{HEADER}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">— </w:t></w:r>{field}'
        '<w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


class Outline(Model):
    """What a template's paragraphs say: pairs of style name and text, and the rows of the 版记."""

    paragraphs: tuple[tuple[str, str], ...]
    colophon: tuple[str, ...]


def load_outlines() -> dict[str, Outline]:
    """The outlines of the templates made here, by template name."""
    return knowledge(Path(__file__).with_name("outlines.yaml"), dict[str, Outline])


def _paragraph(style_id: str, text: str) -> str:
    pieces = text.split("\t")
    runs = "<w:r><w:tab/></w:r>".join(f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>' for piece in pieces)
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/></w:pPr>{runs}</w:p>'


def _colophon(m: Page, lines: Iterable[str]) -> str:
    width = twips(m["type_width"])
    # Counted from the page's edge: LibreOffice floats no table as wide as the text it is counted from.
    left = twips(m["margin_left"])
    place = (
        f'<w:tblpPr w:horzAnchor="page" w:vertAnchor="margin" w:tblpX="{left}" w:tblpYSpec="bottom"/>'
        '<w:tblOverlap w:val="never"/>'
    )
    rows = "".join(
        f'<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{_paragraph('BriefColophon', text)}</w:tc></w:tr>"
        for text in lines
    )
    table = (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="BriefColophonTable"/>{place}<w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="{width}"/></w:tblGrid>{rows}</w:tbl>'
    )
    return table + _paragraph("BriefEnd", "")


def document_xml(outline: Outline, m: Page) -> str:
    """document.xml: the outline's paragraphs and the section with page, margins and footers."""
    ids = {style.name: style.style_id for style in every_style(m)}
    body = "".join(_paragraph(ids[name], text) for name, text in outline.paragraphs) + _colophon(m, outline.colophon)
    margins = {side: twips(m[f"margin_{side}"]) for side in ("top", "right", "bottom", "left")}
    footer = twips(m["margin_bottom"] - m["page_number_drop"] - m["page_number_size"])
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId3"/><w:footerReference w:type="even" r:id="rId4"/>'
        f'<w:pgSz w:w="{twips(m["paper_width"])}" w:h="{twips(m["paper_height"])}"/><w:pgMar '
        + "".join(f'w:{side}="{width}" ' for side, width in margins.items())
        + f'w:header="850" w:footer="{footer}" w:gutter="0"/>'
        f'<w:docGrid w:linePitch="{twips(m["line_pitch"])}"/></w:sectPr>'
    )
    return f"{HEADER}<w:document {NAMESPACES}><w:body>{body}{section}</w:body></w:document>"


def _relationships(rows: Iterable[tuple[str, str, str]]) -> str:
    body = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{target}"/>' for i, kind, target in rows)
    return f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">{body}</Relationships>'


def make_template(outline: Outline, layout: Layout) -> bytes:
    """The template .docx for a layout profile, the same bytes each time."""
    m = Page(layout)
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>'
        for name, kind in (
            ("document", "document.main"),
            ("styles", "styles"),
            ("settings", "settings"),
            ("footer1", "footer"),
            ("footer2", "footer"),
        )
    )
    parts = {
        "[Content_Types].xml": f'{HEADER}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": _relationships([("rId1", f"{OFFICE}/officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": _relationships(
            [
                ("rId1", f"{OFFICE}/styles", "styles.xml"),
                ("rId2", f"{OFFICE}/settings", "settings.xml"),
                ("rId3", f"{OFFICE}/footer", "footer1.xml"),
                ("rId4", f"{OFFICE}/footer", "footer2.xml"),
            ]
        ),
        "word/document.xml": document_xml(outline, m),
        "word/styles.xml": styles_xml(m),
        "word/settings.xml": settings_xml(),
        "word/footer1.xml": footer_xml("BriefPageOdd"),
        "word/footer2.xml": footer_xml("BriefPageEven"),
    }
    return write_package({name: text.encode() for name, text in parts.items()})


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    (folder / "briefing.docx").write_bytes(make_template(load_outlines()[folder.name], load_layout()))
