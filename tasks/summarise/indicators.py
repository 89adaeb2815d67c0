"""Quantified facts of an article: what is counted, whose it is, of which year, achieved, planned or aimed at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from tasks.models import ClassifiedArticle, Clause, Evidence, Finding, Indicator, Kind, Paragraph, Region, Role
from tasks.summarise.figures import Figure, FigureLexicon, figure_lexicon, figures
from tasks.summarise.findings import trim
from tasks.summarise.lexicon import any_of, condense_lexicon, modal_words
from tasks.summarise.marks import balance, clause_ends, is_balanced
from tasks.summarise.phrases import phrases, words
from tasks.summarise.reviewing import UNKNOWN
from tasks.summarise.tense import Aims, aims, tense_lexicon, without_titles

_YEAR = re.compile(r"(?<!比)(?<!较)(?<!自)(?<!相比)((?:19|20)\d\d)年(?!以来|为基数|相比)")
_YEARS = re.compile(r"((?:19|20)\d\d)年?[至到—\-～]((?:19|20)\d\d)年")
_FROM_YEAR = re.compile(r"[由从](?:19|20)\d\d年$")
_DATES = re.compile(r"(?:比|较|相比|同比)?(?:19|20)\d\d年(?:以来|底|末|至|到)?|\d{1,2}月(?:底|份)?(?:\d{1,2}日)?")
_PLAN_YEAR = re.compile(r"(20\d\d)年.{0,8}(?:工作|目标|安排|任务|计划|打算)")
_GENERIC = ("企业", "项目", "人", "机构", "单位", "城市", "问题", "人才", "任务", "事项", "平台")
_ITEM, _PART = re.compile("[、，；。：]"), re.compile("[；。：]")
_MANY = 3
_SHORT_DOING = 6
_NAME_LIMIT, _WHOLE_NAME, _SHORTEST_NAME = 16, 9, 2


@dataclass(frozen=True)
class Owner:
    """Whose a figure is: the region, the role in which it is told, and the finding that tells it, if one does."""

    region: Region
    role: Role
    finding_id: str | None


def indicators(classified: ClassifiedArticle, findings: Sequence[Finding]) -> tuple[Indicator, ...]:
    """The indicators of an article, in the order of its text.

    Figures inside a finding are its regions'. Outside findings only measures count (money, shares, areas, scores), for
    the clause's own regions or the article's home: counts there are mostly of meetings, people and days.
    """
    spans: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        spans[finding.evidence[0].paragraph_id].append(finding)
    clauses: dict[str, list[Clause]] = defaultdict(list)
    for clause in classified.clauses:
        if clause.role is None:
            clauses[clause.paragraph_id].append(clause)
    found: list[Indicator] = []
    planned: int | None = None
    aimed = aims(classified.article)
    for paragraph in classified.article.paragraphs:
        planned = _plan_year(paragraph) or planned
        held = figures(paragraph.text)
        if held:
            unlabelled = _Unlabelled(clauses[paragraph.paragraph_id], classified.home, aimed)
            told = _told(held, spans[paragraph.paragraph_id], unlabelled)
            found.extend(_of_paragraph(classified, paragraph, told, planned))
    return tuple(found)


@dataclass(frozen=True)
class Told:
    """Figures of one span of a paragraph with those whose they are."""

    start: int
    end: int
    owners: tuple[Owner, ...]
    held: tuple[Figure, ...]


@dataclass(frozen=True)
class _Unlabelled:
    """The clauses of a paragraph that state no finding; their figures are told as results, or as aims."""

    clauses: Sequence[Clause]
    home: Region | None
    aimed: Aims

    def told(self, held: Sequence[Figure]) -> Iterator[Told]:
        """Their measures, each of the clause's own regions or of the article's home."""
        lexicon = figure_lexicon()
        for clause in self.clauses:
            regions = clause.regions or ((self.home,) if self.home else ())
            inside = (f for f in held if clause.start <= f.start and f.end <= clause.end and lexicon.is_measure(f.unit))
            role = Role.MEASURE if self.aimed.hold(clause.paragraph_id, clause.start) else Role.EXPERIENCE
            owners = tuple(Owner(region, role, None) for region in regions)
            yield Told(clause.start, clause.end, owners, tuple(inside))


def _told(held: Sequence[Figure], findings: Sequence[Finding], unlabelled: _Unlabelled) -> list[Told]:
    """The figures of a paragraph by the spans that tell them, in order."""
    rows: dict[tuple[int, int], list[Owner]] = defaultdict(list)
    for finding in findings:
        proof = finding.evidence[0]
        rows[proof.start, proof.end].append(Owner(finding.region, finding.role, finding.finding_id))
    told = [
        Told(start, end, tuple(owners), tuple(figure for figure in held if start <= figure.start and figure.end <= end))
        for (start, end), owners in sorted(rows.items())
    ]
    told.extend(unlabelled.told(held))
    return sorted((row for row in told if row.held and row.owners), key=lambda row: (row.start, row.end))


def _of_paragraph(
    classified: ClassifiedArticle, paragraph: Paragraph, told: Sequence[Told], planned: int | None
) -> Iterator[Indicator]:
    """The indicators of a paragraph; ``planned`` is the year for which its section sets the work, if one is told."""
    for row in told:
        if UNKNOWN in paragraph.text[max(0, row.start - 1) : row.end + 1]:
            continue  # a character nobody can know: nothing is taken from these words
        for clause, batch in groupby(row.held, key=lambda figure: _clause(paragraph.text, figure)):
            yield from _of_clause(classified, paragraph, row, clause, list(batch), planned)


def _of_clause(
    classified: ClassifiedArticle,
    paragraph: Paragraph,
    row: Told,
    clause: tuple[int, int],
    batch: list[Figure],
    planned: int | None,
) -> Iterator[Indicator]:
    text = paragraph.text
    start, end = trim(text, max(clause[0], row.start), min(clause[1], row.end))
    proof = Evidence(
        article_id=classified.article.article_id,
        paragraph_id=paragraph.paragraph_id,
        start=start,
        end=end,
        quote=text[start:end],
    )
    names = _names(text, clause, batch)
    fallback = planned if row.owners[0].role is Role.MEASURE else None
    years = _years(text, clause, batch, classified.article.published, fallback)
    for figure, name, year, owners in zip(batch, names, years, _owners(text, row.owners, batch, end), strict=True):
        for owner in owners:
            yield Indicator(
                region=owner.region,
                name=name,
                value=figure.value,
                unit=figure.unit,
                year=year,
                qualifier=figure.qualifier,
                kind=_kind(text[clause[0] : clause[1]], name, owner.role),
                evidence=proof,
                finding_id=owner.finding_id,
                said=figure.said,
            )


def _clause(text: str, figure: Figure) -> tuple[int, int]:
    """The clause of a paragraph in which a figure stands, without its closing mark."""
    start = 0
    for at, end in clause_ends(text):
        if at >= figure.end:
            return start, at
        if end <= figure.start and text[at] != "：":
            start = end
    return start, len(text)


def _owners(text: str, owners: tuple[Owner, ...], batch: list[Figure], end: int) -> list[tuple[Owner, ...]]:
    """Whose each figure is: as many figures as regions are told off in order; a lone one is everybody's.

    A lone figure told of more than three places counts the places themselves and is nobody's own.
    """
    if len(owners) > 1 and len(batch) == len(owners):
        ordered = sorted(owners, key=lambda owner: (text.rfind(owner.region.name[:2], 0, end), owner.region.full_name))
        return [(owner,) for owner in ordered]
    return [() if len(owners) > _MANY else owners] * len(batch)


def _names(text: str, clause: tuple[int, int], batch: list[Figure]) -> list[str]:
    """What each figure of a clause counts, in the clause's own words."""
    lexicon = figure_lexicon()
    said = text[clause[0] : clause[1]]
    if "分别" in said and len(batch) > 1 and (told := _told_off(said, batch, clause[0])):
        return told
    names: list[str] = []
    for index, figure in enumerate(batch):
        begin = batch[index - 1].end if index else clause[0]
        finish = batch[index + 1].start if index + 1 < len(batch) else clause[1]
        before = (_ITEM if index else _PART).split(text[begin : figure.start].rstrip("："))[-1]
        after = _ITEM.split(text[figure.end : finish], 1)[0]
        previous = partial(names.__getitem__, -1) if names else partial(_previous, text, clause[0])
        names.append(_name(figure, before, after, previous, lexicon))
    return names


def _name(figure: Figure, before: str, after: str, previous: Callable[[], str], lexicon: FigureLexicon) -> str:
    """The name of one figure; one that only tells of a change or a share is joined to what was named before."""
    if figure.unit in lexicon.run_units and figure.said.startswith(tuple(lexicon.runs)):
        return after[:_NAME_LIMIT] or _before(before, lexicon)
    if lexicon.levels.search(before):
        return _before(lexicon.levels.sub("", before), lexicon) or previous()  # 收入由3114元|增至近4万元
    to_rise = lexicon.levels.match(after.lstrip("的余多"))
    name = (not to_rise and _after(after, before, lexicon)) or _before(before, lexicon)
    if not name:
        return previous()
    if not lexicon.changes.fullmatch(name):
        return name
    told = previous()
    return name if name in told else f"{told}{name}"


def _told_off(said: str, batch: list[Figure], offset: int) -> list[str]:
    """Names for “A、B……分别增长X、Y”: A and B with what they share."""
    head, _, tail = said[: batch[0].start - offset].partition("分别")
    items = re.split("[、和与]", head.strip("，"))
    if len(items) != len(batch):
        return []
    shared = "".join(word.text for word in words(items[-1])[1:])
    verb = re.sub(f"{any_of(figure_lexicon().plain_before)}$|[：:]", "", tail)
    return [(item if index + 1 == len(items) else item + shared) + verb for index, item in enumerate(items)]


def _after(after: str, before: str, lexicon: FigureLexicon) -> str:
    """What a counted figure stands before: 12个|养老驿站, 30个|项目按期投产."""
    told = after.lstrip("的余多")
    row = phrases(words(told))
    if not row or row[0].kind != "noun":
        return told if _SHORTEST_NAME <= len(told) <= _WHOLE_NAME and is_balanced(told) else ""
    whole = len(told) <= _WHOLE_NAME and is_balanced(told) and "的" not in told
    name = told if whole else told[: row[0].end]
    if len(name) < _SHORTEST_NAME or not is_balanced(name):
        return ""
    doing = _strip(before, lexicon)
    if name in _GENERIC and ("等" in doing or "、" in doing):
        verb = words(doing)[0]
        doing = verb.text if verb.tag.startswith("v") else ""
    if name in _GENERIC and len(doing) <= _SHORT_DOING:
        name = doing + name
    return name[:_NAME_LIMIT]


def _before(before: str, lexicon: FigureLexicon) -> str:
    """The words before a figure that say what is measured: 茶园面积|突破3万亩."""
    name = _strip(before, lexicon)
    for mark in ("等", "的"):
        head, _, tail = name.rpartition(mark)
        if head and len(tail) > _SHORTEST_NAME and is_balanced(tail):
            name = tail
    if len(name) > _NAME_LIMIT:
        nouns = [phrase for phrase in phrases(words(name)) if phrase.kind == "noun"]
        name = name[nouns[-1].start :] if nouns else name
    return balance(name[-_NAME_LIMIT:]).strip("的，、")


def _strip(before: str, lexicon: FigureLexicon) -> str:
    text = _DATES.sub("", before)
    text = balance(text).strip("，、： ")
    row = words(text)
    first = next((word.start for word in row if word.text not in lexicon.openers), len(text))
    return lexicon.closers.sub("", balance(text[first:]).rstrip("的")).strip("，、：")


def _previous(text: str, start: int) -> str:
    """What the clause before is about, for a clause that opens with its figure."""
    clause = re.split("[，。；：]", text[:start].rstrip("，。；："))[-1]
    held = figures(clause)
    name = _before(clause[: held[0].start] if held else clause, figure_lexicon())
    if len(name) <= _WHOLE_NAME:
        return name
    nouns = [phrase for phrase in phrases(words(name)) if phrase.kind == "noun"]
    return "".join(word.text for word in nouns[-1].words[-3:]) if nouns else ""


def _years(
    text: str, clause: tuple[int, int], batch: list[Figure], published: str | None, planned: int | None
) -> list[int | None]:
    """The year of each figure: told in its clause, carried from earlier in its sentence, or the plan's own."""
    opening = max(text.rfind(mark, 0, clause[0]) for mark in "。！？；") + 1
    series = list(_YEARS.finditer(text[opening : batch[0].start]))
    if series:
        first, last = (int(year) for year in series[-1].groups())
        if last - first + 1 == len(batch):
            return list(range(first, last + 1))
    return [_year(text[opening : figure.start], published, planned) for figure in batch]


def _year(before: str, published: str | None, planned: int | None) -> int | None:
    shifts = condense_lexicon().relative_years
    told = max(_YEAR.finditer(before), key=lambda match: match.start(), default=None)
    if told is not None and _FROM_YEAR.search(before[: told.end()]) and figure_lexicon().levels.search(before):
        told = None  # 由2015年的3114元增至|近4万元: the year is the first figure's
    relative = max((before.rfind(word), word) for word in shifts)
    if told is not None and told.start() > relative[0]:
        return int(told.group(1))
    if relative[0] >= 0:
        return int(published[:4]) + shifts[relative[1]] if published else None
    return planned


def _plan_year(paragraph: Paragraph) -> int | None:
    """The year for which a heading sets the work (2026年主要工作), if it does."""
    found = _PLAN_YEAR.search(paragraph.text) if len(paragraph.text) <= 30 else None
    return int(found.group(1)) if found else None


def _kind(clause: str, name: str, role: Role) -> Kind:
    """Achieved, planned or aimed at; what stands in 《…》 tells nothing of it (《某某目标责任书》2500份)."""
    lexicon, clause = figure_lexicon(), without_titles(clause)
    if any(word in name for word in lexicon.plan_words) or any(word in clause for word in lexicon.foreseen):
        return Kind.PLAN
    if tense_lexicon().aiming.search(clause) and not tense_lexicon().past.search(clause):
        return Kind.TARGET
    if role is not Role.MEASURE or any(word in clause for word in lexicon.actual_cues):
        return Kind.ACTUAL
    if any(word in clause for word in lexicon.target_cues):
        return Kind.TARGET
    return Kind.PLAN if modal_words(clause) or lexicon.planned.search(clause) else Kind.ACTUAL
