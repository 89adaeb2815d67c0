"""Shorten a quote to what is printed: only by deleting, in the editors' order, and never what carries the meaning.

The order (编辑规则 2): who says it, connectives, words of degree, clauses of judgement and decoration, and, only
while the text is longer than ``LIMIT``, frames of purpose and members of lists that end in 等. Clauses with a negation,
a condition, a turn, a scope, an amount or a figure stay whole.
"""

from __future__ import annotations

import re

from tasks.summarise.leaning import WITHIN, hanging, has_subject, is_last, leans, states
from tasks.summarise.lexicon import CondenseLexicon, condense_lexicon, hard_words, modal_words
from tasks.summarise.marks import balance, terms, unquoted
from tasks.summarise.segments import Segment, join, segments, with_part_of, without
from tasks.summarise.tagging import tagger

LIMIT = 80
_STUMP = 3
_SUBJECT_JOINS = ("与", "和", "同", "及")
_JOINT = re.compile("^(?:而且|而(?!是|言|立)|又(?!好|快|要)|并(?!购|网|轨|联)|则)(?=[一-龥]{3})")
_GOES_ON = re.compile("^(?:也|还(?![款贷原乡林田清湿草])|又(?!好|快))(?=[一-龥]{4})")
_BLANK = re.compile(
    r"(?<=[^A-Za-z0-9])\s+(?=[\W\d])|(?<=[\W\d])\s+(?=[^A-Za-z0-9])|(?<=[\W][^\W\d])\s+(?=[一-龥])|\s+(?=[一-龥]\W)"
)
"""Blanks that the source left beside marks, figures and single characters of Chinese text."""
_ORDINAL = re.compile(r"第[一二三四五六七八九十]+$")
_FIGURE = re.compile(
    r"\d|[一二三四五六七八九十百千万亿两]+(?:个|项|家|名|人|次|倍|成|年|届|位|条|级)|第[一二三四五六七八九十]+"
)
_FOOTNOTE = re.compile(r"(?<=[\u4e00-\u9fff”’》）])(?:\[\d{1,3}\]|〔\d{1,3}〕|【\d{1,3}】)")
_LIST = re.compile(
    r"(?P<kept>(?:[^、，。；：]{2,}、){1,2}?[^、，。；：”等]{2,}?)(?P<rest>(?:、[^、，。；：“”等]{2,}?)+)(?P<tail>”?等)"
)


def condense(quote: str, limit: int = LIMIT, subject: tuple[str, ...] = ()) -> str:
    """The quote shortened for print; a subsequence of it, never empty where the quote holds a word.

    ``subject`` are the names of the region under which it is printed: where it opens with one of them as the subject,
    the name goes.
    """
    lexicon = condense_lexicon()
    parts = with_part_of(segments(_BLANK.sub("", _FOOTNOTE.sub("", unquoted(quote)))))
    parts = [_trim_head(part, lexicon) for part in parts]
    parts = _drop_joint(_drop_leaders(_drop_tags(parts, lexicon), lexicon))
    parts = _drop_subject(parts, subject, lexicon)
    parts = [Segment(_drop_degree(_drop_boasts(part.text, lexicon), lexicon), part.close) for part in parts]
    parts = _drop_evaluative(parts, lexicon)
    text = _without_et_cetera(_fitted(parts, limit, lexicon))
    return text if re.search(r"\w", text) else balance(quote).strip("，。；：、")


def _without_et_cetera(text: str) -> str:
    """Without a closing 等等, and without a 等 that closes no list of names."""
    text = re.sub("[，、]?等等$", "", text)
    last = text[max(text.rfind(mark) for mark in "，；。") + 1 :]
    return text[:-1] if last.endswith("等") and "、" not in last and states(last[:-1]) else text


def _trim_head(part: Segment, lexicon: CondenseLexicon) -> Segment:
    text = lexicon.enumeration.sub("", part.text)
    head = lexicon.tight_pattern.match(text)
    part_of_it = head is not None and head.group() == "其中" and _FIGURE.search(text)  # of the figure before it
    if head and not part_of_it and len(text) - head.end() > 2 and text[head.end()] not in "的、":
        text = text[head.end() :]
    return Segment(text, part.close)


def _without_safely(parts: list[Segment], doomed: set[int], lexicon: CondenseLexicon) -> list[Segment]:
    """The clauses but those doomed; all of them where one that leans on its main clause would lose it."""
    kept = without(parts, doomed)
    return kept if hanging(kept, lexicon) <= hanging(parts, lexicon) else parts


def _drop_leaders(parts: list[Segment], lexicon: CondenseLexicon) -> list[Segment]:
    """Without clauses that carry leaders' words, where something else is stated beside them."""
    doomed = {
        index
        for index, part in enumerate(parts)
        if lexicon.leaders.search(part.text) and not hard_words(part.text) and part.close[:1] in "，；。"
    }
    return _without_safely(parts, doomed, lexicon) if 0 < len(doomed) < len(parts) else parts


def _drop_joint(parts: list[Segment]) -> list[Segment]:
    """Without the word that joined the first clause to one that is not printed (而, 并, 也, 还)."""
    joint = next((one for one in (_JOINT, _GOES_ON) if parts and one.match(parts[0].text)), None)
    return [Segment(joint.sub("", parts[0].text), parts[0].close), *parts[1:]] if joint else parts


def _is_tag(text: str, lexicon: CondenseLexicon) -> bool:
    """Whether a clause only says who speaks, or only connects."""
    bare = text.strip("“”‘’ 　")
    if bare in lexicon.connectives or not bare or _ORDINAL.match(bare):
        return True
    if lexicon.attribution.match(bare) and bare not in lexicon.keep_attribution:
        return True
    if len(bare) > 24 or not bare.endswith(lexicon.speaker_verbs):
        return False
    return not _FIGURE.search(bare) and not hard_words(bare)


def _explanation(parts: list[Segment], lexicon: CondenseLexicon) -> set[int]:
    """Indices of the clauses that only say again in plain words what stands before them."""
    first = next((index for index, part in enumerate(parts) if part.text in lexicon.explaining), 0)
    if not first:
        return set()
    ends = (index for index in range(first, len(parts)) if parts[index].close[:1] in ("。", "；", "！", "？"))
    doomed = range(first, next(ends, len(parts) - 1) + 1)
    return set() if any(_is_fixed(parts[index].text) for index in doomed) else set(doomed)


def _drop_tags(parts: list[Segment], lexicon: CondenseLexicon) -> list[Segment]:
    tags = {index for index, part in enumerate(parts) if _is_tag(part.text, lexicon)} | _explanation(parts, lexicon)
    if len(parts) > 1 and _is_stump(parts[0]):
        tags.add(0)
    return _without_safely(parts, tags, lexicon) if 0 < len(tags) < len(parts) else parts


def _is_stump(part: Segment) -> bool:
    """Whether a first clause is only the end of what was cut off before it (根源，达到……)."""
    bare = re.sub(r"\W", "", part.text)
    return len(bare) <= _STUMP and part.close[:1] in "，；" and not _is_fixed(bare) and _is_noun(bare)


def _is_noun(text: str) -> bool:
    words = tagger().tag(text)
    return len(words) == 1 and words[0][1] == "n"


def _drop_subject(parts: list[Segment], subject: tuple[str, ...], lexicon: CondenseLexicon) -> list[Segment]:
    if not parts:
        return parts
    text = parts[0].text
    named = max((name for name in subject if text.removeprefix("“").startswith(name)), key=len, default="")
    deictic = lexicon.deictic_pattern.match(text)
    if not named and not deictic:
        return parts
    rest = text.removeprefix("“")[len(named) :] if named else text[deictic.end() :] if deictic else text
    if named and rest[:1] in lexicon.joins_a_name:
        return parts  # 某市|区多为山地: the name goes on
    words = tagger().tag(rest)
    if not words and len(parts) > 1:
        return parts[1:]
    if len(rest) < 4 or words[0][0] in _SUBJECT_JOINS:
        return parts
    ours = deictic is not None and not named  # 我市|经济总量偏小: whose it is, it is printed under
    if words[0][1][0] not in ("vpdnail" if ours else "vpd") and words[0][0] not in lexicon.degree_words:
        return parts
    return [Segment(rest, parts[0].close), *parts[1:]]


def _drop_boasts(text: str, lexicon: CondenseLexicon) -> str:
    if not lexicon.boasts.search(text):
        return text
    spans = terms(text)
    return lexicon.boasts.sub(lambda m: m.group() if any(s < m.start() < e for s, e in spans) else "", text)


def _drop_degree(text: str, lexicon: CondenseLexicon) -> str:
    if not lexicon.degree_pattern.search(text) or any(word in text for word in lexicon.verbatim):
        return text
    words = tagger().tag(text)
    spans = terms(text)
    kept, offset = [], 0
    for index, (word, _) in enumerate(words):
        if not _is_degree(words, index, text, offset, lexicon) or any(s <= offset < e for s, e in spans):
            kept.append(word)
        offset += len(word)
    return "".join(kept)


def _is_degree(words: list[tuple[str, str]], index: int, text: str, offset: int, lexicon: CondenseLexicon) -> bool:
    word = words[index][0]
    after = offset + len(word)
    if word not in lexicon.degree_words or index + 2 >= len(words):
        return False  # before a last word without an object it carries the clause (工作扎实推进)
    if text[:offset].endswith(lexicon.degree_keeps_after):
        return False
    following, tag = words[index + 1]
    if words[index + 2][0] == "的":
        return False  # 主动作为的思想: what is said of the verb is part of the attribute
    if following in lexicon.degree_words:
        return _is_degree(words, index + 1, text, after, lexicon)
    if not tag.startswith("v") or (word in lexicon.verbal_degree and following not in lexicon.doing):
        return False
    return word in lexicon.plain_degree or not text.startswith(lexicon.degree_keeps_before, after)


def _is_fixed(text: str) -> bool:
    """Whether a clause may not go: a hard word, a figure, a title or a wording that is quoted exactly stands in it."""
    if hard_words(text) or _FIGURE.search(text) or "《" in text:
        return True
    return any(word in text for word in condense_lexicon().verbatim)


def _drop_evaluative(parts: list[Segment], lexicon: CondenseLexicon) -> list[Segment]:
    if len(parts) < 2:
        return parts
    judged = {index for index, part in enumerate(parts) if lexicon.evaluative_pattern.search(part.text)}
    if not judged:
        return parts
    bound = _bound(parts, lexicon)
    doomed = {index for index in judged if index not in bound and not _is_fixed(parts[index].text)}
    rest = (part.text for index, part in enumerate(parts) if index not in doomed)
    content = any(not text.startswith(lexicon.bound_adjuncts) or WITHIN.match(text) for text in rest)
    return _without_safely(parts, doomed, lexicon) if doomed and content else parts


def _bound(parts: list[Segment], lexicon: CondenseLexicon) -> frozenset[int]:
    """Indices of clauses that another kept clause leans on: both sides of a turn, a condition with its conclusion."""
    held: set[int] = set()
    for index, part in enumerate(parts):
        turns = part.text.startswith(lexicon.hard["turn"])
        opened = index and parts[index - 1].text.lstrip("“").startswith(lexicon.openers)
        if index and (turns or opened):
            held.update((index - 1, index))
    return frozenset(held)


def _fitted(parts: list[Segment], limit: int, lexicon: CondenseLexicon) -> str:
    """The text, shortened further while it is longer than the limit and something loose is left."""
    text = join(parts)
    while len(text) > limit and (shorter := _shorten_list(parts) or _drop_one(parts, lexicon)):
        parts, text = shorter, join(shorter)
    return text


def _shorten_list(parts: list[Segment]) -> list[Segment] | None:
    for index, part in enumerate(parts):
        found = _LIST.search(part.text)
        if found and not _is_fixed(found.group("rest")):
            text = part.text[: found.start("rest")] + part.text[found.end("rest") :]
            return [*parts[:index], Segment(text, part.close), *parts[index + 1 :]]
    return None


def _drop_one(parts: list[Segment], lexicon: CondenseLexicon) -> list[Segment] | None:
    """Without the loosest clause, or None when each one must stay."""
    if len(parts) < 2:
        return None
    bound = _bound(parts, lexicon)
    loose = [
        (_looseness(parts, index, lexicon), index)
        for index, part in enumerate(parts)
        if index not in bound and not _is_fixed(part.text) and not _carries(parts, index, lexicon)
    ]
    loose = [(rank, index) for rank, index in loose if rank > 0]
    if not loose:
        return None
    _, index = max(loose)
    doomed = {index}
    if index and parts[index - 1].text.startswith(lexicon.bound_adjuncts) and index == len(parts) - 1:
        if _is_fixed(parts[index - 1].text):
            return None
        doomed.add(index - 1)
    kept = without(parts, doomed)
    return kept if kept and hanging(kept, lexicon) <= hanging(parts, lexicon) else None


def _carries(parts: list[Segment], index: int, lexicon: CondenseLexicon) -> bool:
    """Whether other clauses stand or fall with this one.

    It sets an intent for later ones, ends a list, is the main clause of the one before it, or brings the subject of the
    ones behind it.
    """
    text = parts[index].text
    if _governs(parts, index) or _ends_list(text):
        return True
    if index and not is_last(parts, index - 1) and leans(parts[index - 1].text, lexicon) and has_subject(text):
        return True
    behind = "" if is_last(parts, index) else parts[index + 1].text
    return bool(behind) and has_subject(text) and (not has_subject(behind) or bool(lexicon.attributes.match(behind)))


def _ends_list(text: str) -> bool:
    """Whether a clause is the last member of a list that began before it (……循环利用，某项目等落地)."""
    return "等" in text and not tagger().tag(text)[0][1].startswith(("v", "p", "d"))


def _governs(parts: list[Segment], index: int) -> bool:
    """Whether a clause carries a word of intent under which later clauses of its sentence stand."""
    return bool(modal_words(parts[index].text)) and not is_last(parts, index)


def _looseness(parts: list[Segment], index: int, lexicon: CondenseLexicon) -> int:
    """How readily a clause may go: frames of purpose first, then aims at the end of a sentence, then the rest."""
    text = parts[index].text
    last = index + 1 == len(parts) or parts[index].close[:1] in ("。", "；")
    if text.startswith(lexicon.loose_adjuncts) and not last:
        return 300
    if index and last and text.startswith(lexicon.purpose_heads):
        return 200 + index
    if index and not text.startswith(lexicon.bound_adjuncts) and not modal_words(text) and states(text):
        return 100 + index
    return 0
