"""The figures of a text: value, unit, and the words of amount beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from tasks.knowledge import reader
from tasks.numerals import number
from tasks.summarise.lexicon import DATA, Lexicon, any_of, condense_lexicon

_SHAPES = ("digits", "words", "percent", "tenths", "doubled", "bare", "run", "crown", "rank")
_FIXED_UNITS = {"percent": "%", "doubled": "番", "rank": "位"}
_NUMERAL = re.compile(r"[\d一二三四五六七八九十百两]")
_LEAD_LENGTH = 8
_IN_A_ROW = ("位", "名", "强")
_HALF_TOLD = re.compile("[一二三四五六七八九]{2}")
_SPELLED_FROM = 10  # Chinese numerals below ten before counting words (三家, 两位) are prose rather than figures


class FigureLexicon(Lexicon):
    """The lists of ``figures.yaml``; the file says what each is for."""

    measures: list[str]
    counters: list[str]
    spelled_counters: list[str]
    shares: dict[str, int]
    runs: list[str]
    run_units: list[str]
    before: list[str]
    plain_before: list[str]
    after: list[str]
    size_heads: list[str]
    sized: re.Pattern[str]
    not_after: list[str]
    firsts: re.Pattern[str]
    clock: re.Pattern[str]
    left_over: re.Pattern[str]
    not_before: list[str]
    scored: list[str]
    actual_cues: list[str]
    target_cues: list[str]
    plan_words: list[str]
    foreseen: list[str]
    stop_heads: list[str]
    plan_verbs: tuple[str, ...]
    changes: re.Pattern[str]
    no_names: re.Pattern[str]
    joints: re.Pattern[str]
    reaching: tuple[str, ...]
    rising: re.Pattern[str]
    levels: re.Pattern[str]

    def is_measure(self, unit: str) -> bool:
        """Whether a unit measures (money, shares, areas, scores) rather than counts."""
        bare = unit.lstrip("万亿千百")
        return bare in self.measures or bare.partition("/")[0] in self.measures or unit == "分"

    @cached_property
    def openers(self) -> frozenset[str]:
        """Words that open no name of an indicator."""
        return frozenset((*self.stop_heads, *condense_lexicon().degree))

    @cached_property
    def closers(self) -> re.Pattern[str]:
        """Words between a name and its figure."""
        return re.compile(f"(?:{any_of([*self.before, *self.plain_before])})+$")

    @cached_property
    def planned(self) -> re.Pattern[str]:
        """Verbs of work to be done."""
        return re.compile(any_of(self.plan_verbs))

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """One figure: amount before, number, amount between, unit, amount after."""
        units, spelled = any_of([*self.measures, *self.counters]), any_of(self.spelled_counters)
        number_ = r"(?<![\d.A-Za-z])(?<![A-Za-z]-)\d+(?:,\d{3})*(?:\.\d+)?"
        shapes = [
            (
                rf"(?:每(?P<per>立方米|平方米|亩|人|户|吨|公里))?(?P<digits>{number_})(?:[%％]?[-—～~至](?P<high>\d+(?:\.\d+)?))?"
                rf"(?P<more>[多余]?) ?(?P<scale>万亿|[万亿千百]*)(?P<more2>[多余]?)(?P<unit>{units})"
            ),
            rf"(?P<words>[二三四五六七八九十百千两][一二三四五六七八九十百千〇零]*)(?P<more3>[多余]?)(?P<scale2>万亿|[万亿]?)(?P<unit2>{spelled})",
            r"百分之(?P<percent>[一二三四五六七八九十百零]+)",
            r"(?P<tenths>[一二三四五六七八九])成(?![立为了就员套本效交长都品果功分渝不])",
            r"翻(?P<doubled>[一两二三四\d])番",
            r"(?<=[分为、和：达])(?P<bare>\d+\.\d+)(?![\d%％万亿.])",
        ]
        run = rf"{any_of(self.runs)}(?P<run>\d+|[一二三四五六七八九十两]+)(?P<run_unit>{any_of(self.run_units)})"
        crown = r"(?P<crown>[一二三四五六七八九十]+)(?P<crown_unit>连冠|连增|连升|连胜)"
        rank = r"(?:居|列|排名|排|位列|升至|上升至)[^，。；]{0,8}?第(?P<rank>\d+|[一二三四五六七八九十]+)(?:位|名)?"
        first = f"[每翻居列排位升上百分\\d一二三四五六七八九十千两{''.join(sorted({run[0] for run in self.runs}))}]"
        return re.compile(f"(?={first})(?:(?:{'|'.join(shapes)})(?P<after>{any_of(self.after)})?|{run}|{crown}|{rank})")

    @cached_property
    def lead(self) -> re.Pattern[str]:
        """Words of amount, and others that may stand between a name and its figure, at the end of a text."""
        plain = any_of(self.plain_before)
        return re.compile(f"({any_of(self.before)})(?:{plain})?$")


figure_lexicon = reader(DATA / "figures.yaml", FigureLexicon)


@dataclass(frozen=True)
class Figure:
    """A figure inside a text: span, value, unit, the word of amount beside it, and how the source writes it."""

    start: int
    end: int
    value: float
    unit: str
    qualifier: str | None
    said: str


def figures(text: str) -> list[Figure]:
    """The figures of a text in order; dates, ordinals, parts of names and marks of size are none."""
    if not _NUMERAL.search(text):
        return []
    found: list[Figure] = []
    for match in figure_lexicon().pattern.finditer(text):
        figure = _figure(match, text)
        if figure and not (found and _is_size(figure, found[-1], text)):
            found.append(figure)
    return found


def _is_size(figure: Figure, before: Figure, text: str) -> bool:
    """Whether a measure tells the size of what the count just before it counts: 7个|30亿元以上计划新开工项目."""
    lexicon = figure_lexicon()
    close = before.end == figure.start and lexicon.is_measure(figure.unit) and not lexicon.is_measure(before.unit)
    return close and lexicon.sized.match(text, figure.end) is not None


def _figure(match: re.Match[str], text: str) -> Figure | None:
    lexicon = figure_lexicon()
    found = _value(match, text, lexicon)
    if found is None:
        return None
    key, value, unit = found
    at = match.start("per") - 1 if match["per"] else match.start(key)
    if (key != "rank" and text[:at].endswith(tuple(lexicon.not_after))) or text.startswith(
        tuple(lexicon.not_before), match.end()
    ):
        return None
    if unit.lstrip("万亿千百") in lexicon.measures and text.startswith(tuple(lexicon.size_heads), match.end()):
        return None
    if _is_none_by_place(text[max(0, at - _LEAD_LENGTH) : at], unit, lexicon):
        return None
    qualifier = _qualifier(match, text[max(0, at - _LEAD_LENGTH) : at], lexicon)
    start = at - len(qualifier) if qualifier and text[:at].endswith(qualifier) else at
    start = match.start() if key in ("run", "rank") else start
    return Figure(start, match.end(), value, unit, qualifier, text[start : match.end()])


def _is_none_by_place(before: str, unit: str, lexicon: FigureLexicon) -> bool:
    """Whether what stands before makes of it the minutes of a clock or the first places of a row."""
    pattern = lexicon.firsts if unit in _IN_A_ROW else lexicon.clock if unit == "分" else None
    return pattern is not None and pattern.search(before) is not None


def _value(match: re.Match[str], text: str, lexicon: FigureLexicon) -> tuple[str, float, str] | None:
    """Which shape matched, its value and its unit; None when it is no figure after all."""
    groups = match.groupdict()
    key = next(name for name in _SHAPES if groups[name])
    value = number(groups[key] or "")
    if value is None:
        return None
    if key == "digits":
        unit = f"{groups['scale'] or ''}{groups['unit']}".replace("％", "%")
        return key, value, f"{unit}/{groups['per']}" if groups["per"] else unit
    if key == "words":
        unit = f"{groups['scale2'] or ''}{groups['unit2']}"
        if _HALF_TOLD.search(match.string, max(0, match.start(key) - 1), match.end(key)):
            return None  # 三四名, 六七千万元: one or the other
        if len(groups["words"] or "") == 1 and value >= _SPELLED_FROM:
            return None  # 百万亩灌区, 千亿园区: a mark of size
        return (key, value, unit) if value >= _SPELLED_FROM or unit == "倍" else None
    if key == "bare":
        return (key, value, "分") if any(word in text for word in lexicon.scored) else None
    if key == "tenths":
        return key, value * 10, "%"
    return key, value, _FIXED_UNITS.get(key) or groups[f"{key}_unit"] or ""


def _qualifier(match: re.Match[str], before: str, lexicon: FigureLexicon) -> str | None:
    """The word of amount beside a figure: 近, 超过, 余, 以上; a range tells its upper end."""
    if match["high"]:
        return f"至{match['high']}"
    said = lexicon.lead.search(before)
    return (said and said.group(1)) or match["more"] or match["more2"] or match["more3"] or match["after"] or None
