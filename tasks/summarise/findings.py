"""From labelled clauses to findings: runs of clauses that state one thing of one region, shortened and judged."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.models import Article, ClassifiedArticle, Clause, Evidence, Finding, Paragraph, Region, Role, Speaker, Topic
from tasks.summarise.condense import condense
from tasks.summarise.confidence import confidence
from tasks.summarise.grounding import grounded, with_years
from tasks.summarise.lead import lead_for
from tasks.summarise.lexicon import condense_lexicon
from tasks.summarise.marks import balance, unmatched
from tasks.summarise.reviewing import reasons_for
from tasks.summarise.thresholds import BODY_CONFIDENCE

_SENTENCE_END = re.compile(r"[。！？；]")
_TURN = re.compile("[，；](?:但|然而|不过)")
_FRAME = re.compile(
    r"(?:^|[。；！？，])((?:对标|针对|围绕|聚焦|着眼|关于)[^，。；！？]{3,16}|在[^，。；！？]{3,14}(?:方面|领域|工作中|上))，$"
)
_THEME_LIMIT = 12
_HEADING_LIMIT = 14
_SUFFIX = re.compile(r"(?:[\u4e00-\u9fa5]{1,3}族)*自治[州县旗区]$|[省市区县州盟旗镇乡]$")
_PARENTS = re.compile(r"^.+?(?:省|自治区)|.+?[市州盟](?!市)")
_EDGE = "，。；：、！？ 　"
_NEVER_FIRST = "的了"


UNPROVEN = "摘要未能与依据逐字对应，不登"


@dataclass(frozen=True)
class Wording:
    """What is printed of a quote: its lead phrase and the text after it."""

    lead: str
    text: str
    whole: str
    proven: bool


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
    found: list[Finding] = []
    for run in runs(classified):
        regions = run.clauses[0].regions or ((home,) if home else ())
        found.extend(_of_run(classified, run, regions))
    return tuple(found)


def runs(classified: ClassifiedArticle) -> list[Run]:
    """The runs of an article; a run ends with its sentence or at ；, but a short theme sentence joins the next."""
    made: list[Run] = []
    paragraphs = {paragraph.paragraph_id: paragraph for paragraph in classified.article.paragraphs}
    batch: list[Clause] = []
    labelled = [clause for clause in classified.clauses if clause.role is not None]
    for clause in labelled:
        if batch and not _continues(batch, clause, paragraphs[clause.paragraph_id].text):
            made.append(_run(batch, paragraphs[batch[0].paragraph_id]))
            batch = []
        batch.append(clause)
    if batch:
        made.append(_run(batch, paragraphs[batch[0].paragraph_id]))
    return [_with_turn(run, classified.clauses, paragraphs) for run in made if run.end > run.start]


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
    same = (last.paragraph_id, last.role, _names(last.regions)) == (
        clause.paragraph_id,
        clause.role,
        _names(clause.regions),
    )
    between = text[last.end : clause.start]
    if not same or re.search(r"\w", between):
        return False
    ended = _SENTENCE_END.search(text[max(last.start, last.end - 3) : clause.start])
    theme = (
        len(batch) == 1
        and last.end - last.start <= _THEME_LIMIT
        and text[last.start : clause.start].rstrip().endswith("。")
    )
    return not ended or theme


def _names(regions: tuple[Region, ...]) -> tuple[str, ...]:
    return tuple(sorted(region.full_name for region in regions))


def _run(batch: Sequence[Clause], paragraph: Paragraph) -> Run:
    start, end = trim(paragraph.text, batch[0].start, batch[-1].end)
    return Run(tuple(batch), start, end)


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


def _of_run(classified: ClassifiedArticle, run: Run, regions: tuple[Region, ...]) -> Iterator[Finding]:
    """One finding for each region, with the same evidence and wording."""
    paragraph_id = run.clauses[0].paragraph_id
    quote = classified.article.paragraph(paragraph_id).text[run.start : run.end]
    evidence = Evidence(
        article_id=classified.article.article_id,
        paragraph_id=paragraph_id,
        start=run.start,
        end=run.end,
        quote=quote,
    )
    wording = _worded(classified.article, evidence, subject_names(regions[0]) if len(regions) == 1 else ())
    sure = confidence(run.clauses)
    topics = _topics(run.clauses) or classified.topics[:1] or (Topic.STRATEGY,)
    speaker = _speaker(run.clauses)
    for region in regions:
        reasons, certain = reasons_for(classified, evidence, run.clauses, region, wording.whole)
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


def _worded(article: Article, evidence: Evidence, names: tuple[str, ...]) -> Wording:
    """Lead phrase and printed text of a quote, with the years of relative dates."""
    text = condense(evidence.quote, subject=names)
    proven = grounded(text, evidence.quote)
    if not proven:
        text = balance(evidence.quote).strip(_EDGE)
        proven = grounded(text, evidence.quote)
    frame, heading = context(article, evidence)
    lead = lead_for(text, frame, heading, names)
    moved = lead.text != text and grounded(lead.text, evidence.quote)
    return Wording(lead.lead, with_years(lead.text if moved else text, article.published), text, proven)


def context(article: Article, evidence: Evidence) -> tuple[str, str]:
    """What stands before a quote and may lend its lead: the clause that frames it, and the heading above."""
    previous: Paragraph | None = None
    for paragraph in article.paragraphs:
        if paragraph.paragraph_id == evidence.paragraph_id:
            before = paragraph.text[: evidence.start]
            frame = _FRAME.search(before)
            if frame and condense_lexicon().attribution.match(frame.group(1)):
                frame = None
            heads = (
                previous is not None
                and previous.kind == "heading"
                and len(previous.text) <= _HEADING_LIMIT
                and not _SENTENCE_END.search(before)
            )
            return frame.group(1) if frame else "", previous.text if heads and previous is not None else ""
        previous = paragraph
    return "", ""


def subject_names(region: Region) -> tuple[str, ...]:
    """The names by which a region may open its own sentence: 江苏省溧阳市, 江苏溧阳, 溧阳市, 溧阳."""
    short = _SUFFIX.sub("", region.name)
    own = [region.name, *([short] if len(short) > 1 else [])]
    above = region.full_name.removesuffix(region.name)
    parents = [above, *_PARENTS.findall(above)]
    heads = [head for parent in parents if parent for head in (parent, _SUFFIX.sub("", parent))]
    return tuple(dict.fromkeys([region.full_name, *own, *(head + name for head in heads for name in own)]))


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
        (topic for topic in weight if weight[topic] >= floor), key=lambda t: (-weight[t], list(Topic).index(t))
    )
    return tuple(ranked[:3])


def _speaker(clauses: Sequence[Clause]) -> Speaker | None:
    speakers = [clause.speaker for clause in clauses if clause.speaker]
    return speakers[0] if speakers else None
