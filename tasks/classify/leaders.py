"""What a national leader says is said to all: no finding of a place, and not printed second-hand (编辑规则 3.1).

His speeches are those that :mod:`tasks.classify.speakers` finds; the sentences behind them that go on, and quotations
that a sentence gives for his, are his too. What a place does about them stays the place's own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from tasks.classify.lines import Line
from tasks.classify.speakers import Speech
from tasks.knowledge import reader
from tasks.models import Article

Spans = dict[str, list[tuple[int, int]]]
_words = reader(Path(__file__).with_suffix(".yaml"), dict[str, re.Pattern[str]])
_SENTENCE = re.compile("[^。！？]*[。！？]?[”’]?")
_TERM, _VERB = 8, 6
"""A quotation of no more characters is a name or a term (“两山”); a verb with its marks has no more."""


def leaders_words(lines: Sequence[Line], article: Article, speeches: Sequence[Sequence[Speech]]) -> Iterator[int]:
    """The numbers of the clauses with a role that mostly stand in what a national leader says, or tell what he did."""
    spans = _spans(article, speeches)
    for line in lines:
        if line.clause.role is not None and (_lies_in(line, spans) or _is_his_act(line)):
            yield line.number


def _lies_in(line: Line, spans: Spans) -> bool:
    start, end = line.clause.start, line.clause.end
    covered = max((min(end, to) - max(start, since) for since, to in spans[line.clause.paragraph_id]), default=0)
    return 2 * covered >= end - start


def _spans(article: Article, speeches: Sequence[Sequence[Speech]]) -> Spans:
    """The runs of each paragraph that are a leader's words."""
    spans: Spans = defaultdict(list)
    for paragraph, row in zip(article.paragraphs, speeches, strict=True):
        text = paragraph.text
        found = spans[paragraph.paragraph_id]
        found += [(_said_from(text, speech), _reach(text, speech)) for speech in row if speech.of_nation]
        for sentence in _SENTENCE.finditer(text):
            found += _quoted(sentence)
    return spans


def _quoted(sentence: re.Match[str]) -> list[tuple[int, int]]:
    """The quotations of a sentence that it gives for his, longer than a term."""
    words, text = _words(), sentence.group()
    if not words["on_his_words"].search(text):
        return []
    said = [match.span("said") for name in ("named", "called", "listed") for match in words[name].finditer(text)]
    return [(sentence.start() + start, sentence.start() + end) for start, end in said if end - start > _TERM]


def _said_from(text: str, speech: Speech) -> int:
    """Where the clause begins whose verb introduces the speech, if it is introduced in this paragraph."""
    start, verb = speech.who
    return max(start, text.rfind("，", start, verb) + 1) if 0 <= speech.start - verb <= _VERB else speech.start


def _reach(text: str, speech: Speech) -> int:
    """Where a leader's speech ends: with the last sentence that goes on asking, of nobody named.

    A speech behind a bare colon is taken for the whole paragraph; of a leader it is one sentence and what goes on.
    """
    quoted = text[max(0, speech.start - 1) : speech.start + 1].find("“") >= 0
    first = _SENTENCE.match(text, speech.start)
    end = speech.end if quoted or first is None else min(speech.end, first.end())
    while not quoted and (following := _going_on(text, end)):
        end = following.end()
    return end


def _going_on(text: str, end: int) -> re.Match[str] | None:
    """The sentence behind ``end`` if it goes on asking."""
    following = _SENTENCE.match(text, end + 1 if text[end : end + 1] in tuple("。！？") else end)
    return following if following and _words()["goes_on"].match(following.group()) else None


def _is_his_act(line: Line) -> bool:
    """Whether the clause tells what he did, or what of (对……，总书记寄予希望，多次提出要求)."""
    words = _words()
    if words["himself"].search(line.words):
        return True
    parts = re.split("[，；]", line.before)
    if words["behind"].search(line.words) and any(words["himself"].search(part) for part in parts):
        return True
    following = re.split("[，；]", line.after.lstrip("，"))[0]
    return bool(words["before"].search(line.words) and words["himself"].search(following))
