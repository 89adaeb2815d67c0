"""What regions a clause is about, who says it, and why: discourse decides, never the nearest name."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.classify.discourse import Discourse, read
from tasks.classify.places.home import is_unnamed
from tasks.classify.places.mentions import Found
from tasks.classify.ranking import Candidate, Key, Setting, Spot, candidates, load_weights, score, signature
from tasks.models import Article, Clause, Genre, Mention, Region, Role, Speaker

Attributed = tuple[tuple[Mention, ...], Region | None, tuple[Clause, ...]]
TOLD_BY_ANOTHER = "差距为他地来源所述"
SHARPNESS = 1.0
UNKNOWN = 0.2
"""The most that a region scores which the article does not name (我县): its findings are to be looked at."""
_REASONS = 3
_WHY = {
    "in opens subject": "分句主语",
    "in subject": "分句内点名",
    "in owner": "分句内点名",
    "in where": "“在…”指明地点",
    "in object": "分句内提及",
    "sentence first subject": "本句主语",
    "sentence first": "本句开头点名",
    "sentence subject": "本句上文点名",
    "before last": "上一句所说",
    "paragraph first": "段首所说",
    "paragraph before last": "上一段所说",
    "paragraph before first": "上一段所说",
    "heading": "小标题",
    "speaker": "说话人任职地",
    "benchmark": "所学习、考察之地",
    "learner": "学习方",
    "we home": "“我们”“我市”等自称",
    "home": "文章所属地区",
    "most said": "全文主要所说",
}


def attribute(
    article: Article, clauses: Sequence[Clause], genre: Genre, discourse: Discourse | None = None
) -> Attributed:
    """The article's mentions, its home region, and the clauses with regions, score, speaker and reasons.

    ``discourse`` is the article's, where it was read before.

    Roles are read, not changed: a gap is more often the learner's, an experience the benchmark's. A clause without any
    candidate keeps no region. ``region_score`` is the share of the best candidate among all (0–1).
    """
    discourse = discourse or read(article)
    setting = Setting.of(discourse)
    numbers = {paragraph.paragraph_id: number for number, paragraph in enumerate(article.paragraphs)}
    author = _author(article, genre)
    done: list[Clause] = []
    known: dict[tuple[object, ...], Verdict | None] = {}
    before: tuple[int, int, Key] | None = None
    for clause in clauses:
        spot = Spot(numbers[clause.paragraph_id], clause.start, clause.end, clause.role, before)
        attributed, key = _attributed(clause, spot, setting, known, author)
        done.append(attributed)
        if key:
            before = (spot.paragraph, discourse.sentence(spot.paragraph, spot.start), key)
    mentions = tuple(_mention(name, article) for name in discourse.found)
    home = None if is_unnamed(discourse.home) else discourse.home
    return mentions, home.region if home else None, tuple(done)


def _author(article: Article, genre: Genre) -> Speaker | None:
    """Who speaks throughout a signed article."""
    if genre is not Genre.SIGNED or len(article.authors) != 1:
        return None
    return Speaker(name=article.authors[0], office=article.author_office)


def _attributed(
    clause: Clause,
    spot: Spot,
    setting: Setting,
    known: dict[tuple[object, ...], Verdict | None],
    author: Speaker | None,
) -> tuple[Clause, Key | None]:
    speech = setting.discourse.speech(spot.paragraph, clause.start)
    if clause.role is None and speech is None and author is None:
        return clause, None
    update: dict[str, object] = {"speaker": speech.speaker if speech else author}
    verdict: Verdict | None = None
    if clause.role is not None:
        like = signature(setting, spot)
        if like not in known:
            known[like] = _verdict(setting, spot)
        verdict = known[like]
    if verdict:
        reasons = (*clause.reasons, *verdict.reasons)
        update |= {"regions": verdict.regions, "region_score": verdict.score, "reasons": reasons}
    return clause.model_copy(update=update), verdict.key if verdict else None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whom clauses of one signature are about, how sure that is (0–1), and why."""

    key: Key
    regions: tuple[Region, ...]
    score: float
    reasons: tuple[str, ...]


def _verdict(setting: Setting, spot: Spot) -> Verdict | None:
    """The best of all candidates; None where there is none."""
    ranked = score(candidates(setting, spot), load_weights())
    if not ranked:
        return None
    best = ranked[0]
    surest = UNKNOWN if any(is_unnamed(place) for place in best.places) else 1.0
    return Verdict(
        best.key,
        tuple(place.region for place in best.places),
        round(min(_share(ranked), surest), 4),
        (*_why(best), *_warnings(spot.role, best, setting.discourse)),
    )


def _share(ranked: Sequence[Candidate]) -> float:
    top = ranked[0].score
    return 1.0 / sum(math.exp(SHARPNESS * (candidate.score - top)) for candidate in ranked)


def _why(best: Candidate) -> tuple[str, ...]:
    names = "、".join(place.region.name for place in best.places)
    why = list(dict.fromkeys(label for feature, label in _WHY.items() if feature in best.features))[:_REASONS]
    said = f"“{best.words}”" if best.words else ""
    return (f"地区：{names}（{said}{'；'.join(why) or '上下文'}）",)


def _warnings(role: Role | None, best: Candidate, discourse: Discourse) -> tuple[str, ...]:
    """A gap that one region's source tells of another must be checked with that other."""
    home = discourse.home
    if role is not Role.GAP or home is None:
        return ()
    foreign = [place for place in best.places if place.path != home.path and home.path not in place.ancestors]
    return (TOLD_BY_ANOTHER,) if foreign else ()


def _mention(name: Found, article: Article) -> Mention:
    seen: dict[str, Region] = {sense.place.path: sense.place.region for sense in name.senses}
    return Mention(
        paragraph_id=article.paragraphs[name.paragraph].paragraph_id,
        start=name.start,
        end=name.end,
        text=name.text,
        region=name.place.region if name.place else None,
        candidates=tuple(seen.values()),
        reason=name.reason,
    )


__all__ = ["TOLD_BY_ANOTHER", "attribute"]
