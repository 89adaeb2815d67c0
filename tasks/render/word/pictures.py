"""Pictures for a Word document: PNG, since Word before 2016 and WPS show no SVG, with words for those who see none."""

from __future__ import annotations

import struct
from xml.sax.saxutils import quoteattr

from tasks.models import Model
from tasks.render.word.markup import NOT_XML, paragraph, run

EMU_PER_MM = 36000
WIDTH_MM = 154.0
"""As wide as a picture may be: the type area less a hair."""
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


class Picture(Model):
    """A PNG with its caption and the words that stand for it."""

    png: bytes
    caption: str
    words: str

    def size(self) -> tuple[int, int]:
        """Width and height in EMU: as wide as the type area, the height in proportion (PNG, 11.2.2: IHDR)."""
        width, height = struct.unpack(">II", self.png[16:24])
        across = round(WIDTH_MM * EMU_PER_MM)
        return across, round(across * height / width)


def picture_relation(number: int) -> str:
    """The id by which the document finds a picture's part."""
    return f"rIdPicture{number}"


def picture_paragraphs(picture: Picture, number: int, relation: str, styles: tuple[str, str]) -> str:
    """The picture in a paragraph of its own and its caption below; ``styles`` are the ids of both."""
    width, height = picture.size()
    name = f"图{number}"
    described = quoteattr(NOT_XML.sub("\N{REPLACEMENT CHARACTER}", picture.words))
    drawing = (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" '
        'distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="{name}" descr={described}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{number}" name="{name}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )
    return paragraph(styles[0], drawing) + paragraph(styles[1], run(picture.caption))
