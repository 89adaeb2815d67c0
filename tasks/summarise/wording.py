"""How a quote is worded in print: shortened, under a lead phrase, with the years of relative dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from tasks.models import Article, Evidence, Paragraph, Region, Role
from tasks.summarise.condense import condense
from tasks.summarise.grounding import grounded, with_years
from tasks.summarise.lead import lead_for
from tasks.summarise.lexicon import condense_lexicon
from tasks.summarise.marks import balance

_FRAME = re.compile(
    r"(?:^|[。；！？，])((?:对标|针对|围绕|聚焦|着眼|关于)[^，。；！？]{3,16}|在[^，。；！？]{3,14}(?:方面|领域|工作中|上))，$"
)
_ABOVE = re.compile("(?:^|[。；！？])([^，。；：！？\\d]{4,16})。(?:[一二三四五六七八九十]+是)?[“]?$")
"""The sentence right before a quote, where it is short enough to be its theme (编辑规则 1)."""
_THEME = re.compile(r"\W*(?:[一二三四五六七八九十]+是)?([^，。；：！？\d]{4,16})。(?=[^。]{18,}。)")
"""A short sentence that opens a paragraph, over longer ones: what all of them are about."""
_FRAME_LENGTH = 24
_HEADING_LIMIT = 14
_SENTENCE_END = re.compile(r"[。；！？]")
_EDGE = "，。；：、！？ 　"
_SUFFIX = re.compile(r"(?:[\u4e00-\u9fa5]{1,3}族)*自治[州县旗区]$|[省市区县州盟旗镇乡]$")
_PARENTS = re.compile(r"^.+?(?:省|自治区)|.+?[市州盟](?!市)")


@dataclass(frozen=True)
class Wording:
    """What is printed of a quote: its lead phrase and the text after it.

    ``whole`` is the text before the lead was moved out of it; ``proven`` says whether the quote bears it out.
    """

    lead: str
    text: str
    whole: str
    proven: bool


class Editor:
    """Words the quotes of one article."""

    def __init__(self, article: Article) -> None:
        self._published = article.published
        self._paragraphs = {paragraph.paragraph_id: paragraph for paragraph in article.paragraphs}
        before: list[Paragraph | None] = [None, *article.paragraphs]
        self._previous = {p.paragraph_id: q for p, q in zip(article.paragraphs, before, strict=False)}

    def paragraph(self, paragraph_id: str) -> Paragraph:
        """The paragraph with this id; KeyError when there is none."""
        return self._paragraphs[paragraph_id]

    def worded(self, evidence: Evidence, names: tuple[str, ...], role: Role = Role.EXPERIENCE) -> Wording:
        """The wording of a quote printed under the region with these ``names`` (none where regions share it)."""
        text = condense(evidence.quote, subject=names)
        proven = grounded(text, evidence.quote)
        if not proven:
            text = balance(evidence.quote).strip(_EDGE)
            proven = grounded(text, evidence.quote)
        theme = self._theme(evidence)
        lead = lead_for(text, *self._context(evidence), theme=theme, names=names, lacking=role is Role.GAP)
        moved = lead.text != text and grounded(lead.text, evidence.quote)
        return Wording(lead.lead, with_years(lead.text if moved else text, self._published), text, proven)

    def _context(self, evidence: Evidence) -> tuple[str, str, str]:
        """What stands before a quote and may lend its lead: the clause that frames it, the heading, the sentence."""
        before = self.paragraph(evidence.paragraph_id).text[: evidence.start]
        frame = _FRAME.search(before[-_FRAME_LENGTH:])
        framing = "" if frame is None or condense_lexicon().attribution.match(frame.group(1)) else frame.group(1)
        theme = _ABOVE.search(before[-_FRAME_LENGTH:])
        said = theme.group(1) if theme else ""
        above = self._previous[evidence.paragraph_id]
        if above is None or above.kind != "heading" or len(above.text) > _HEADING_LIMIT or _SENTENCE_END.search(before):
            return framing, "", said
        return framing, above.text, said

    def _theme(self, evidence: Evidence) -> str:
        """The short sentence that opens the paragraph of a quote as its theme."""
        found = _THEME.match(self.paragraph(evidence.paragraph_id).text[: evidence.start])
        return found.group(1) if found else ""


def subject_names(region: Region) -> tuple[str, ...]:
    """The names by which a region may open its own sentence: 江苏省昆山市, 江苏昆山, 昆山市, 昆山."""
    return _names(region.name, region.full_name)


@lru_cache(maxsize=1024)
def _names(name: str, full_name: str) -> tuple[str, ...]:
    short = _SUFFIX.sub("", name)
    own = [name, *([short] if len(short) > 1 else [])]
    above = full_name.removesuffix(name)
    parents = [above, *_PARENTS.findall(above)]
    heads = [head for parent in parents if parent for head in (parent, _SUFFIX.sub("", parent))]
    return tuple(dict.fromkeys([full_name, *own, *(head + each for head in heads for each in own)]))
