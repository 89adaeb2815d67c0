"""Fill a Word template with a briefing."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from lxml import etree

from tasks.errors import TemplateError
from tasks.models import Briefing
from tasks.render.appearance import Appearance
from tasks.render.word import markup
from tasks.render.word.filling import Filling
from tasks.render.word.looks import dressed
from tasks.render.word.markup import W_URI, W, literal
from tasks.render.word.package import add_core_properties, add_part, read_package, serialise, write_package
from tasks.render.word.pictures import Picture, picture_relation
from tasks.render.word.wording import issue_label
from tasks.render.word.writer import Styles, Writer

TEMPLATE_NAME = "briefing.docx"
COMMENT_AUTHOR, COMMENT_INITIALS = "依据", "依"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
IMAGE_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
COMMENTS_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"


def render_docx(
    briefing: Briefing,
    template_folder: Path,
    *,
    epoch: int,
    appearance: Appearance | None = None,
    pictures: Mapping[str, Sequence[Picture]] = MappingProxyType({}),
) -> bytes:
    """The briefing as a .docx made from ``template_folder/briefing.docx``; the same bytes for the same arguments.

    ``epoch`` (seconds) dates the document's properties. ``appearance`` are the office's colours and faces where the
    template keeps the default ones. ``pictures`` go where the template has a block of their name (指标对比图,
    对标关系图).

    Raises:
        TemplateError: the template is missing, is no Word document, or lacks a style or names an unknown placeholder.
    """
    parts = _template(template_folder / TEMPLATE_NAME)
    if appearance is not None:
        parts["word/styles.xml"] = dressed(parts["word/styles.xml"], appearance)
    writer = Writer(Styles(parts["word/styles.xml"]), briefing.sources, pictures)
    document = etree.fromstring(parts["word/document.xml"])
    body = document.find(f"{W}body")
    if body is None:
        raise TemplateError(f"{TEMPLATE_NAME} 没有正文")
    filling = Filling(briefing, writer)
    filling.fill(body)
    _margins(parts, filling)
    parts["word/document.xml"] = serialise(document)
    add_part(parts, "comments.xml", COMMENTS_TYPE, COMMENTS_RELATION, _comments(writer.comments))
    for number, image in enumerate(writer.images, 1):
        add_part(parts, f"media/picture{number}.png", "image/png", IMAGE_RELATION, image, picture_relation(number))
    add_core_properties(parts, _core(briefing, epoch))
    return write_package(parts)


def _template(path: Path) -> dict[str, bytes]:
    try:
        return read_package(path)
    except FileNotFoundError:
        raise TemplateError(f"模板文件夹里没有 {path.name}：{path.parent}") from None
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError):
        raise TemplateError(f"{path} 不是可用的 Word 文档（.docx），请在 Word 中另存为 .docx") from None


def _margins(parts: dict[str, bytes], filling: Filling) -> None:
    """Set the single values in headers and footers too."""
    for name in sorted(parts):
        if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
            root = etree.fromstring(parts[name])
            filling.set_values(root)
            parts[name] = serialise(root)


def _comments(comments: Iterable[str]) -> bytes:
    made = "".join(
        f'<w:comment w:id="{number}" w:author="{COMMENT_AUTHOR}" w:initials="{COMMENT_INITIALS}">{content}</w:comment>'
        for number, content in enumerate(comments)
    )
    return f'{markup.HEADER}<w:comments xmlns:w="{W_URI}">{made}</w:comments>'.encode()


def _core(briefing: Briefing, epoch: int) -> bytes:
    moment = datetime.fromtimestamp(epoch, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    title = literal(f"{briefing.masthead.name}{briefing.issue.year}年{issue_label(briefing.issue)}")
    return (
        f"{markup.HEADER}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>{literal(briefing.masthead.issuer)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    ).encode()
