"""From labelled clauses to findings: runs of clauses that state one thing of one region, shortened and judged."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.models import Article, ClassifiedArticle, Clause, Evidence, Finding, Paragraph, Region, Role, Speaker, Topic
from tasks.summarise.confidence import confidence
from tasks.summarise.lexicon import condense_lexicon
from tasks.summarise.marks import unmatched
from tasks.summarise.reviewing import breaks_off_at, reasons_for
from tasks.summarise.thresholds import BODY_CONFIDENCE
from tasks.summarise.wording import Editor, subject_names

_WORD = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[。！？；]")
_TURN = re.compile("[，；](?:但|然而|不过)")
_TURNS = re.compile("但|然而|不过|却")
_GLOSSARY = re.compile(
    r"\W*(?:附[件录注]?\d?\W*)?[^，。；]{0,16}?(?:(?:名词|术语|用语|词语|词汇|缩略语)(?:解释|注释|说明|释义)|名词术语)[^，。；]{0,16}$"
)
_FIGURE = re.compile(r"\d")
_PREMISE = re.compile("(?:但|而|可)?(?:如果|假如|倘若|若(?!干)|要是|一旦|只要|只有|除非)")
_THEME_LIMIT, _GROUND_LIMIT = 12, 40
_LEAST_TOLD = 8
"""What is left of a gap without its announcement says a lack in so many characters."""
_EDGE = "，。；：、！？ 　"
_NEVER_FIRST = "的了"
_COORDINATORS = "和与及、"
_BREAKS = "，。；：！？"
_TOPICS = tuple(Topic)


UNPROVEN = "摘要未能与依据逐字对应，不登"


@dataclass(frozen=True)
class Run:
    """Adjacent clauses of one paragraph with one role and the same regions."""

    clauses: tuple[Clause, ...]
    start: int
    end: int

    @property
    def role(self) -> Role:
        """The role of its clauses."""
        return self.clauses[0].role or Role.EXPERIENCE


def findings(classified: ClassifiedArticle) -> tuple[Finding, ...]:
    """The findings of an article in the order of its text; of several regions, one for each with the same evidence."""
    home = classified.home
    editor = Editor(classified.article)
    found: list[Finding] = []
    for run in runs(classified):
        regions = run.clauses[0].regions or ((home,) if home else ())
        found.extend(_of_run(classified, editor, run, regions))
    return tuple(found)


def runs(classified: ClassifiedArticle) -> list[Run]:
    """The runs of an article; a run ends with its sentence or at ；, but a short theme sentence joins the next.

    A clause with a repair that nobody can be sure of stands by itself: what is said beside it is whole (编辑规则 6).
    """
    made: list[Run] = []
    paragraphs = {paragraph.paragraph_id: paragraph for paragraph in classified.article.paragraphs}
    batch: list[Clause] = []
    glossary = _glossary(classified.article)
    labelled = [c for c in classified.clauses if c.role is not None and c.paragraph_id not in glossary]
    broken = {name: breaks_off_at(classified.article, paragraph) for name, paragraph in paragraphs.items()}
    for clause in labelled:
        cut_off = broken[clause.paragraph_id] <= clause.end  # what stands before it is said in full
        text = paragraphs[clause.paragraph_id].text
        alone = cut_off or any(_is_doubtful(classified.article, one, text) for one in (clause, *batch[-1:]))
        if batch and (alone or not _continues(batch, clause, text)):
            made.append(_run(batch, paragraphs[batch[0].paragraph_id]))
            batch = []
        batch.append(clause)
    if batch:
        made.append(_run(batch, paragraphs[batch[0].paragraph_id]))
    told = (_without_announcement(run, paragraphs[run.clauses[0].paragraph_id].text) for run in made)
    whole = (_with_turn(run, classified.clauses, paragraphs) for run in told if run.end > run.start)
    grounded = (_with_ground(run, classified.clauses, paragraphs) for run in whole)
    return [_with_premise(run, paragraphs[run.clauses[0].paragraph_id].text) for run in grounded]


def _is_doubtful(article: Article, clause: Clause, text: str) -> bool:
    """Whether a clause holds a repair that is not certain."""
    said = text[clause.start : clause.end]
    return any(
        repair.after in said
        for repair in article.repairs
        if repair.after and not repair.certain and repair.paragraph_id == clause.paragraph_id
    )


def _without_announcement(run: Run, text: str) -> Run:
    """A gap without the words that only announce it (存在不少问题：……), where what they announce is its own."""
    found = condense_lexicon().announces.match(text[run.start : run.end])
    if run.role is not Role.GAP or not found or run.end - run.start - found.end() < _LEAST_TOLD:
        return run
    return Run(run.clauses, *trim(text, run.start + found.end(), run.end))


def _with_premise(run: Run, text: str) -> Run:
    """A gap or a measure with the premise it follows from in its sentence (如果再不……，就会……)."""
    sentence = max(text.rfind(mark, 0, run.start) for mark in "。！？；") + 1
    before = text[sentence : run.start]
    heads = [sentence, *(sentence + comma.end() for comma in re.finditer("，", before))]
    premise = next((at for at in heads if at < run.start and _PREMISE.match(text, at)), None)
    if run.role is Role.EXPERIENCE or premise is None or run.start - premise > _GROUND_LIMIT:
        return run
    return Run(run.clauses, *trim(text, premise, run.end))


def _glossary(article: Article) -> frozenset[str]:
    """The paragraphs from the heading of an appended glossary (名词解释) on: they explain terms, they state nothing."""
    ids = [paragraph.paragraph_id for paragraph in article.paragraphs]
    heads = [at for at, paragraph in enumerate(article.paragraphs) if at and _GLOSSARY.match(paragraph.text)]
    return frozenset(ids[heads[0] :] if heads else ())


def _with_ground(run: Run, clauses: Sequence[Clause], paragraphs: dict[str, Paragraph]) -> Run:
    """A gap that opens with a turn (但……), with the clause it turns from, where this states nothing of its own."""
    text = paragraphs[run.clauses[0].paragraph_id].text
    if run.role is not Role.GAP or not _TURNS.match(text, run.start):
        return run
    sentence = max(text.rfind(mark, 0, run.start) for mark in "。！？；") + 1
    start, _ = trim(text, sentence, run.start)
    before = [c for c in clauses if c.paragraph_id == run.clauses[0].paragraph_id and start < c.end <= run.start]
    if run.start - start > _GROUND_LIMIT or any(clause.role is not None for clause in before):
        return run
    return Run(run.clauses, min(start, run.start), run.end)


def _with_turn(run: Run, clauses: Sequence[Clause], paragraphs: dict[str, Paragraph]) -> Run:
    """A gap with the turn that follows it in its sentence (……，但……), where this states nothing of its own.

    Without its turn a gap is torn out of its context (编辑规则 6).
    """
    text = paragraphs[run.clauses[0].paragraph_id].text
    if run.role is not Role.GAP or not _TURN.match(text, run.end):
        return run
    stop = _SENTENCE_END.search(text, run.end)
    end = stop.start() if stop else len(text)
    after = [c for c in clauses if c.paragraph_id == run.clauses[0].paragraph_id and run.end <= c.start < end]
    if any(clause.role is not None for clause in after):
        return run
    return Run(run.clauses, *trim(text, run.start, end))


def _continues(batch: list[Clause], clause: Clause, text: str) -> bool:
    last = batch[-1]
    if (last.paragraph_id, last.role) != (clause.paragraph_id, clause.role):
        return False
    same = last.regions == clause.regions or _names(last.regions) == _names(clause.regions)
    if not same or _WORD.search(text, last.end, clause.start):
        return False
    ended = _SENTENCE_END.search(text[max(last.start, last.end - 3) : clause.start])
    theme = (
        len(batch) == 1
        and last.end - last.start <= _THEME_LIMIT
        and not _WORD.search(_SENTENCE_END.split(text[: last.start])[-1])
        and text[last.start : clause.start].rstrip().endswith("。")
        and not _FIGURE.search(text[last.start : last.end])  # a figure is a statement of its own
    )
    return not ended or theme


def _names(regions: tuple[Region, ...]) -> tuple[str, ...]:
    return tuple(sorted(region.full_name for region in regions))


def _run(batch: Sequence[Clause], paragraph: Paragraph) -> Run:
    text, start = paragraph.text, batch[0].start
    cut = text[start] in _COORDINATORS or text[start].isdigit()
    if start and cut and text[start - 1] not in f"{_BREAKS}“（":
        start = max(text.rfind(mark, 0, start) for mark in _BREAKS) + 1  # …建议|和提案553件: a phrase cut in two
    return Run(tuple(batch), *trim(text, start, batch[-1].end))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without punctuation and lone marks at its edges."""
    while start < end:
        lone = unmatched(text[start:end])
        if text[start] in _EDGE or text[start] in _NEVER_FIRST or 0 in lone:
            start += 1
        elif text[end - 1] in _EDGE or end - start - 1 in lone:
            end -= 1
        else:
            break
    return start, end


def _of_run(classified: ClassifiedArticle, editor: Editor, run: Run, regions: tuple[Region, ...]) -> Iterator[Finding]:
    """One finding for each region, with the same evidence and wording."""
    paragraph = editor.paragraph(run.clauses[0].paragraph_id)
    evidence = Evidence(
        article_id=classified.article.article_id,
        paragraph_id=paragraph.paragraph_id,
        start=run.start,
        end=run.end,
        quote=paragraph.text[run.start : run.end],
    )
    wording = editor.worded(evidence, subject_names(regions[0]) if len(regions) == 1 else (), run.role)
    sure = confidence(run.clauses, classified)
    topics = _topics(run.clauses) or classified.topics[:1] or (Topic.STRATEGY,)
    speaker = _speaker(run.clauses)
    for region in regions:
        reasons, certain = reasons_for(classified, paragraph, evidence, run.clauses, region, wording.whole)
        yield Finding(
            finding_id=_identity(evidence, region, run.role),
            region=region,
            role=run.role,
            topics=topics,
            lead=wording.lead,
            summary=wording.text,
            evidence=(evidence,),
            speaker=speaker,
            confidence=sure,
            status="body" if certain and wording.proven and sure >= BODY_CONFIDENCE else "review",
            reasons=reasons if wording.proven else (*reasons, UNPROVEN),
        )


def _identity(evidence: Evidence, region: Region, role: Role) -> str:
    key = f"{evidence.article_id}|{evidence.paragraph_id}|{evidence.start}|{evidence.end}|{region.full_name}|{role}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _topics(clauses: Sequence[Clause]) -> tuple[Topic, ...]:
    """Topics of the clauses that cover at least two fifths of the commonest one's characters, at most three."""
    weight: Counter[Topic] = Counter()
    for clause in clauses:
        for topic in clause.topics:
            weight[topic] += clause.end - clause.start
    if not weight:
        return ()
    floor = 0.4 * max(weight.values())
    ranked = sorted(
        (topic for topic in weight if weight[topic] >= floor), key=lambda topic: (-weight[topic], _TOPICS.index(topic))
    )
    return tuple(ranked[:3])


def _speaker(clauses: Sequence[Clause]) -> Speaker | None:
    speakers = [clause.speaker for clause in clauses if clause.speaker]
    return speakers[0] if speakers else None
