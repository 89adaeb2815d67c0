"""What one Word document gathers while its blocks are written: style ids, numbers of bookmarks and comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from lxml import etree

from tasks.errors import TemplateError
from tasks.models import Context, SourceEntry
from tasks.render.word import markup
from tasks.render.word.markup import W
from tasks.render.word.pictures import Picture, picture_paragraphs, picture_relation
from tasks.render.word.wording import source_mark

SENTENCE = re.compile(r"[^。！？]*[。！？]*[”’）]*")
BOOKMARK_LENGTH = 40
BUILT_IN_STYLES = ("heading 1", "heading 2", "heading 3", "annotation text", "annotation reference")
OWN_STYLES = (
    *("要点", "要点类别", "领句", "来源号", "提要标题", "附件目录", "附件标签", "附件标题", "版记", "依据原句"),
    *("简报表", "表头", "表文字", "表居中", "表数字", "表小字", "表小字左", "表来源号", "表前", "表后", "图", "图题"),
)
"""The styles that a template must have, by the names Word shows."""


class Styles:
    """The template's styles by the name Word shows; raises TemplateError with all the names that are missing."""

    def __init__(self, styles_xml: bytes) -> None:
        root = etree.fromstring(styles_xml)
        named = ((style.find(f"{W}name"), style.get(f"{W}styleId")) for style in root.findall(f"{W}style"))
        self._ids: dict[str, str] = {
            str(name.get(f"{W}val")).lower(): str(style_id) for name, style_id in named if name is not None
        }
        if missing := [name for name in (*OWN_STYLES, *BUILT_IN_STYLES) if name not in self._ids]:
            raise TemplateError(f"Word 模板缺少样式：{'、'.join(missing)}")

    def __getitem__(self, name: str) -> str:
        """The id of the style with this name."""
        return self._ids[name.lower()]


class Writer:
    """Writes paragraphs with the template's styles and gathers the comments that prove them."""

    def __init__(
        self,
        styles: Styles,
        sources: Sequence[SourceEntry],
        pictures: Mapping[str, Sequence[Picture]] = MappingProxyType({}),
    ) -> None:
        self.styles = styles
        self.comments: list[str] = []
        self.images: list[bytes] = []
        self._pictures = pictures
        self._titles: Mapping[int, str] = {source.number: source.title for source in sources}
        self._bookmarks: set[str] = set()

    def paragraph(self, style: str, *content: str) -> str:
        """A paragraph of the style with this name."""
        return markup.paragraph(self.styles[style], *content)

    def run(self, text: str, style: str | None = None) -> str:
        """A run, with the character style of this name."""
        return markup.run(text, self.styles[style] if style else None)

    def bookmarked(self, name: str, content: str) -> str:
        """Content under a bookmark; a name already taken leaves the content as it is."""
        if name in self._bookmarks:
            return content
        self._bookmarks.add(name)
        return markup.bookmark(len(self._bookmarks), name, content)

    def source_links(self, numbers: Iterable[int], style: str = "来源号") -> str:
        """Source marks that lead to the source list."""
        return "".join(
            markup.link(source_anchor(number), self.run(source_mark(number), style))
            if number in self._titles
            else self.run(source_mark(number), style)
            for number in numbers
        )

    def proved(self, content: str, contexts: Sequence[Context]) -> str:
        """Content with its evidence as a comment, where there is any."""
        if not contexts:
            return content
        number = len(self.comments)
        self.comments.append("".join(self._evidence_paragraph(context) for context in contexts))
        return markup.commented(number, content, self.styles["annotation reference"])

    def pictures(self, name: str) -> Iterator[str]:
        """The pictures given under a block's name, each with its caption."""
        for picture in self._pictures.get(name, ()):
            self.images.append(picture.png)
            number = len(self.images)
            yield picture_paragraphs(
                picture, number, picture_relation(number), (self.styles["图"], self.styles["图题"])
            )

    def _evidence_paragraph(self, context: Context) -> str:
        before, quote, after = in_sentence(context)
        title = self._titles.get(context.source_number, "")
        head = self.run(f"{source_mark(context.source_number)}《{title}》：")
        return self.paragraph("annotation text", head, self.run(before), self.run(quote, "依据原句"), self.run(after))


def in_sentence(context: Context) -> tuple[str, str, str]:
    """The quote with what stands before and after it in its sentences."""
    begin, end = context.start, context.end
    for match in SENTENCE.finditer(context.text):
        if match.start() <= context.start < match.end():
            begin = match.start()
        if match.start() < context.end <= match.end():
            end = match.end()
    text = context.text
    return text[begin : context.start], text[context.start : context.end], text[context.end : end]


def source_anchor(number: int) -> str:
    """The bookmark of a source in the source list."""
    return f"source_{number}"


def finding_anchor(finding_id: str) -> str:
    """The bookmark of a point; Word allows letters, digits and the underscore, and 40 of them."""
    return ("point_" + re.sub(r"\W", "_", finding_id))[:BOOKMARK_LENGTH]
