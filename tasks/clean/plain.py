"""Plain text to blocks: one line, one block; what Markdown and saved pages leave around the text is taken off."""

from __future__ import annotations

import re

from tasks.clean.blocks import Block, Outline
from tasks.clean.dates import find_date
from tasks.clean.fields import Found, add_names
from tasks.clean.letter import take_out_letter
from tasks.clean.page_numbers import take_out_pages
from tasks.clean.restore import Mended, restore
from tasks.clean.script import simplify
from tasks.clean.traced import Traced
from tasks.clean.width import fold_width
from tasks.clean.wrapped import unwrap

KEY = re.compile(r"^(?P<key>[A-Za-z\u4e00-\u9fff]+)\s*[:：]\s*(?P<value>.*)$", re.MULTILINE)
FRONT_MATTER = re.compile(r"\A\s*---\n(.{0,4000}?\n)---\n", re.DOTALL)
COMMENT = re.compile(r"<[!！]--|-->")
EMPHASIS = re.compile(r"\*\*")
BOLD_LINE = re.compile(r"\*\*[^*]+\*\*")
# A headline that runs into what follows it, where a copy lost its lines: …调研报告 内容摘要：…, …上的讲话 同志们：….
GLUED = re.compile(
    r"^[ \u3000]*[^，。！？；：\n]{8,90}?[^，。！？；：\n\s](?P<gap>[ \u3000]*)"
    r"(?=[【\[]?(?:内容摘要|内容提要|摘[ \u3000]?要|关键词|同志们|各位代表|各位委员)[】\]]?[：:])",
    re.MULTILINE,
)
OPENING = 1000  # characters in which a headline stands
HASHES = re.compile(r"(#{1,6})\s+")


def outline_text(raw: str, found: Found, *, letter: bool = False) -> tuple[Outline, list[Mended]]:
    """Blocks of a plain text, restored and simplified as a whole; a line is a block.

    Of a ``letter`` greeting and signature are left out. What the front matter of a Markdown file states goes into
    ``found``.
    """
    text, mended = restore(Traced(raw))
    dropped: list[tuple[str, str]] = []
    text = _unglued(simplify(text))
    text = unwrap(take_out_pages(take_out_letter(text, dropped) if letter else text, dropped))
    title = None
    front = FRONT_MATTER.match(text.text)
    if front:
        dropped.append((front.group().strip(), "front_matter"))
        title = _front(text.cut(front.start(1), front.end(1)), found)
        text = text.cut(front.end(), len(text.text))
    blocks = (_block(fold_width(line)) for line in text.lines())
    return Outline(tuple(block for block in blocks if block.text.text), tuple(dropped), title), mended


def _unglued(text: Traced) -> Traced:
    """``text`` with its headline on a line of its own."""
    glued = GLUED.search(text.text, 0, OPENING)
    return text.replace([(*glued.span("gap"), "\n")]) if glued else text


def _front(text: Traced, found: Found) -> Block | None:
    """Read ``key: value`` lines; the headline is the answer."""
    title = None
    for match in KEY.finditer(text.text):
        key, value = match["key"].lower(), match["value"].strip().strip("\"'")
        if key in ("title", "标题") and value:
            title = Block(text.cut(match.start("value"), match.end("value")).strip())
        elif key in ("date", "published", "日期", "发布日期"):
            found.published = found.published or find_date(value)
        elif key in ("source", "publisher", "来源") and value and "://" not in value:
            found.publisher = found.publisher or value
        elif key in ("author", "authors", "作者"):
            add_names(found.authors, value.strip("[]"), people=True)
    return title


def _block(line: Traced) -> Block:
    if line.text.startswith("> "):  # a quotation in Markdown
        line = line.cut(2, len(line.text)).strip()
    bold = BOLD_LINE.fullmatch(line.text)
    line = line.sub(EMPHASIS, "") if "**" in line.text else line
    if bold and line.text:
        return Block(line, "heading")
    marks = HASHES.match(line.text)
    if marks:
        return Block(line.cut(marks.end(), len(line.text)).strip(), "heading", len(marks.group(1)))
    if COMMENT.search(line.text):
        return Block(line.sub(COMMENT, "").strip(), "caption")
    return Block(line)
