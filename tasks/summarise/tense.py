"""What a text aims at and what was done: a goal is no result, and what is done no measure (编辑规则 3.4)."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from tasks.knowledge import reader
from tasks.models import Article, ClassifiedArticle, Clause, Paragraph, Role
from tasks.summarise.lexicon import DATA, Lexicon
from tasks.summarise.tagging import tagger

_SENTENCE = re.compile(r"[^。！？；]+")
_TITLE = re.compile("《[^》]*》")
_COUNTED = re.compile(r"\d")
_LONGEST_HEADING = 30
_SURE = 0.9


class TenseLexicon(Lexicon):
    """The patterns of ``tense.yaml``; the file says what each is for."""

    heading: re.Pattern[str]
    no_heading: re.Pattern[str]
    numbering: tuple[re.Pattern[str], ...]
    announced: re.Pattern[str]
    aiming: re.Pattern[str]
    past: re.Pattern[str]
    done: re.Pattern[str]
    since: re.Pattern[str]
    ahead: re.Pattern[str]


tense_lexicon = reader(DATA / "tense.yaml", TenseLexicon)


@dataclass(frozen=True)
class Aims:
    """The spans of an article that tell what is aimed at, by paragraph."""

    spans: dict[str, list[tuple[int, int]]]

    def hold(self, paragraph_id: str, start: int) -> bool:
        """Whether the character at an offset of a paragraph tells of an aim."""
        return any(first <= start < end for first, end in self.spans.get(paragraph_id, ()))


def aims(article: Article) -> Aims:
    """What stands under a heading of aims, behind the announcement of aims, or behind a word of aim in its sentence.

    A clause that looks back (已, 去年, 完成3项) is none. An announcement at the end of a paragraph binds the paragraphs
    up to the next heading.
    """
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    bound = _Bound()
    for paragraph in article.paragraphs:
        bound.read(paragraph)
        if paragraph.kind == "heading":
            continue
        start = 0 if bound.holds else _announced(paragraph.text)
        spans[paragraph.paragraph_id] += [(start, len(paragraph.text)), *_aimed(paragraph.text)]
    return Aims(spans)


class _Bound:
    """Whether the paragraph read last stands under a heading of aims or behind their announcement."""

    def __init__(self) -> None:
        self._heading: int | None = None
        self._announced = False

    @property
    def holds(self) -> bool:
        """Whether what is read now is bound."""
        return self._heading is not None or self._announced

    def read(self, paragraph: Paragraph) -> None:
        """Takes in a paragraph; a heading as high as the one that binds ends what it binds."""
        if paragraph.kind != "heading":
            self._announced = self._announced or _announces_what_follows(paragraph.text)
            return
        lexicon, level = tense_lexicon(), _level(paragraph.text)
        self._announced = False
        if self._heading is not None and level > self._heading:
            return
        aimed = lexicon.heading.search(paragraph.text) and not lexicon.no_heading.search(paragraph.text)
        self._heading = level if aimed and len(paragraph.text) <= _LONGEST_HEADING else None


def _level(heading: str) -> int:
    """How deep a heading stands by its number; one without a number is as deep as the last form."""
    forms = tense_lexicon().numbering
    return next((at for at, form in enumerate(forms) if form.match(heading)), len(forms))


def _announced(text: str) -> int:
    """Where what a paragraph announces as aims begins, its end where it announces none."""
    found = tense_lexicon().announced.search(text)
    return found.end() if found else len(text)


def _announces_what_follows(text: str) -> bool:
    return any(found.end() == len(text) for found in tense_lexicon().announced.finditer(text))


def _aimed(text: str) -> list[tuple[int, int]]:
    """From each word of aim to the end of its sentence."""
    lexicon = tense_lexicon()
    return [
        (sentence.start() + found.start(), sentence.end())
        for sentence in _SENTENCE.finditer(without_titles(text))
        if (found := lexicon.aiming.search(sentence.group()))
    ]


def without_titles(text: str) -> str:
    """The text with what stands in 《…》 blotted out: the words of a title tell nothing of the clause."""
    return _TITLE.sub(lambda title: "□" * len(title.group()), text)


def as_told(classified: ClassifiedArticle) -> ClassifiedArticle:
    """The article with its aims labelled as measures and what was done up to now, in figures, as experience."""
    texts = {paragraph.paragraph_id: paragraph.text for paragraph in classified.article.paragraphs}
    aimed = aims(classified.article)
    clauses = [_as_told(clause, texts[clause.paragraph_id], aimed) for clause in classified.clauses]
    return classified.model_copy(update={"clauses": tuple(clauses)})


def _as_told(clause: Clause, paragraph: str, aimed: Aims) -> Clause:
    text = without_titles(paragraph)
    if clause.role is Role.EXPERIENCE and _is_aimed(clause, text[clause.start : clause.end], aimed):
        return relabelled(clause, Role.MEASURE, "句式：目标、打算，不作实绩")
    if clause.role is Role.MEASURE and not aimed.hold(clause.paragraph_id, clause.start) and _is_done(clause, text):
        return relabelled(clause, Role.EXPERIENCE, "句式：已做的事，有数")
    return clause


def _is_done(clause: Clause, text: str) -> bool:
    """Whether a clause stands in a sentence that counts what was done up to now.

    五年来 at the head of an earlier sentence of the paragraph holds for the sentences behind it that look not ahead.
    """
    lexicon, since = tense_lexicon(), False
    for sentence in _SENTENCE.finditer(text):
        said = sentence.group()
        ahead = looks_ahead(said)
        since = (since or bool(lexicon.since.search(said))) and not ahead
        if sentence.start() <= clause.start < sentence.end():
            return bool(_COUNTED.search(said)) and not ahead and (since or bool(lexicon.done.search(said)))
    return False


def looks_ahead(text: str) -> bool:
    """Whether words tell of what is to come; 将 before a noun is no such word (将资金|投向……)."""
    if tense_lexicon().ahead.search(text):
        return True
    return any(not _is_noun_like(text[found.end() :]) for found in re.finditer("将", text))


def _is_noun_like(text: str) -> bool:
    return bool(text) and tagger().tag(text)[0][1].startswith(("n", "j", "r", "b", "m", "eng"))


def _is_aimed(clause: Clause, text: str, aimed: Aims) -> bool:
    """Whether a clause tells of an aim; a word of aim within it counts from its first words on."""
    lexicon = tense_lexicon()
    opened = lexicon.aiming.search(text)
    at = clause.start + (opened.start() if opened else 0)
    return aimed.hold(clause.paragraph_id, at) and not lexicon.past.search(text)


def relabelled(clause: Clause, role: Role | None, reason: str) -> Clause:
    """The clause under a role that the wording tells, with the reason."""
    rest = (1 - _SURE) / 3
    one, two, three, four = (_SURE if role is other else rest for other in (*Role, None))
    return clause.model_copy(
        update={"role": role, "role_scores": (one, two, three, four), "reasons": (*clause.reasons, reason)}
    )
