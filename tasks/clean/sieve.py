"""What single lines are: metadata, bylines, captions, boilerplate, or text of the article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tasks.clean.blocks import Block
from tasks.clean.dates import DATE_LINE, find_date
from tasks.clean.fields import ADDRESS, COUNTER, Found, add_names, read_byline, read_fields
from tasks.clean.labels import KNOWN, NAME_LINE
from tasks.clean.patterns import LONGEST, LineKinds, line_kinds
from tasks.models import Dropped

SPACED = re.compile(r"\s{2,}|\s(?=\d{4})|(?<=日)\s|[|｜丨]")
LONGEST_ENDING = 60
PAPER = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff ]{0,11}报")
TITLE_MARKS = "《》 　"
REPRINTED = re.compile(
    r"[（(]?(?:原载|转载?自|摘自|选自|刊载?于|载于)\s*[：:]?\s*《?(?P<name>[\u4e00-\u9fffA-Za-z·]{2,16})"
)
OUTLET_AND_NAME = re.compile(r"(?P<outlet>\S+)\s+(?P<byline>\S.*)")


BAR = re.compile(r"[|｜]")
LEAST_BARS = 2
LABEL = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fff \u3000]{0,8}[：:]")
RUNNING = re.compile(r"[，。；]")


@dataclass
class Sifted:
    """The parts of an article."""

    title: str | None = None
    subtitle: str | None = None
    body: list[Block] = field(default_factory=list)
    dropped: list[Dropped] = field(default_factory=list)

    def drop(self, block: Block, reason: str) -> None:
        """Record a block left out."""
        self.dropped.append(Dropped(text=block.text.text, reason=reason))


class Sieve:
    """Says of each line why it is no body text, and reads the metadata it states."""

    def __init__(self, blocks: tuple[Block, ...], found: Found) -> None:
        self._kinds: LineKinds = line_kinds()
        self._found = found
        self._pictures = any(block.hint == "caption" or self._caption(block.text.text) for block in blocks)

    def _caption(self, text: str) -> bool:
        return len(text) <= LONGEST and self._kinds.is_caption(text)

    def reason(self, block: Block, *, byline: bool = False) -> str | None:
        """Why ``block`` is left out, None when it is body text. Bylines stand only at the head and the foot."""
        text = block.text.text
        if len(text) > LONGEST:
            return "caption" if block.hint == "caption" else None
        if "。" not in text and (read_fields(text, self._found) or read_cells(text, self._found)):
            return "metadata"
        if byline and read_byline(text, self._found):
            return "byline"
        if self._kinds.is_edition(text):
            _read_edition(text, self._found)
            return "metadata"
        reason = self._kinds.reason(text)
        if reason is None and (block.hint == "caption" or self._kinds.is_caption(text, weak=self._pictures)):
            return "caption"
        return reason

    def is_ending(self, text: str) -> bool:
        """Whether the article is over where this line stands."""
        return len(text) <= LONGEST_ENDING and self._kinds.is_ending(text)


def _read_edition(text: str, found: Found) -> None:
    """Take paper and day from a newspaper's own note of them."""
    reprinted = REPRINTED.match(text)
    paper = PAPER.search(text)
    name = reprinted["name"] if reprinted else "".join(paper.group().split()) if paper else None
    found.outlet = found.outlet or name
    found.published = found.published or find_date(text)


def read_cells(text: str, found: Found) -> bool:
    """Take the fields of a row of a table (索引号：|123|发布机构：|某局|); True when the line is one."""
    cells = [cell.strip() for cell in BAR.split(text)]
    if len(cells) <= LEAST_BARS or not LABEL.match(cells[0]) or RUNNING.search(text):
        return False
    row: list[str] = []
    for cell in cells:
        if LABEL.match(cell):
            row.append(cell)
        elif row:
            row[-1] += cell
    for stated in row:
        read_fields(stated, found)
    return True


def is_metadata(text: str) -> bool:
    """Whether a line is made of metadata alone."""
    return len(text) <= LONGEST and read_fields(text, Found())


def read_outlet(text: str, found: Found) -> bool:
    """Take an outlet's name, alone or with a date (川报观察  2020年07月30日), as what published the article."""
    rest = Found()
    rest.published = find_date(text) if DATE_LINE.search(text) else None
    bare = COUNTER.sub("  ", DATE_LINE.sub("  ", ADDRESS.sub("  ", text))).strip()
    both = OUTLET_AND_NAME.fullmatch(bare) if rest.published else None
    if both and read_byline(both["byline"], rest):
        bare = both["outlet"]
        found.merge(rest)
    elif both and NAME_LINE.fullmatch(both["outlet"]):  # 原创 张三 某某发布 2024-05-06
        bare = both["byline"]
        add_names(rest.authors, both["outlet"], people=True)
    parts = [part for part in (part.strip(TITLE_MARKS) for part in SPACED.split(bare)) if part not in KNOWN.nobody]
    names = [part for part in parts if part and not read_fields(part, rest)]
    if len(names) != 1 or not line_kinds().is_outlet(names[0], dated=rest.published is not None):
        return False
    rest.outlet = names[0]
    found.merge(rest)
    return True
