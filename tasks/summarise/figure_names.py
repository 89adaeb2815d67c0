"""What a figure counts or measures, in the words of its clause: whole words, never the characters left of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

from tasks.summarise.figures import Figure, FigureLexicon, figure_lexicon, figures
from tasks.summarise.lexicon import any_of
from tasks.summarise.marks import balance, is_balanced
from tasks.summarise.phrases import Phrase, phrases, words

_DATES = re.compile(
    r"[今去前明]年|[一二两三四五六七八九十\d]+年[来内间]"
    r"|(?:比|较|相比|同比)? ?(?:19|20)\d\d ?年(?:以来|底|末|至|到)?|\d{1,2}月(?:底|份)?(?:\d{1,2}日)?"
)
_GENERIC = ("企业", "项目", "人", "机构", "单位", "城市", "问题", "人才", "任务", "事项", "平台")
_ITEM, _PART = re.compile("[、，；。：（）]"), re.compile("[；。：（]")
_FIRST = re.compile("^(?:成为)?(?:全[国省市区县球]|世界)?首[个家座](?=[^，])")
_TITLE = re.compile("《[^》]+》$")
_PLACES = frozenset("村镇乡县区市州旗")
"""What is counted in one character."""
_SORTS_OF_PLACES = re.compile("地级市|地市|县市区?|区县|县区|市县|市州")
_SHORT_DOING = 6
_RANKS = ("中", "高", "上", "优", "平", "同", "对")
"""Before 等 these make a word with it: 中等收入群体."""
_SHARED = re.compile("的(.+)")
_SHARES = ("率", "份额", "比重", "比例", "占比")
_TAKEN = re.compile("[将把]")
_NAME_LIMIT, _WHOLE_NAME, _SHORTEST_NAME = 16, 9, 2
_TOWN_AND_COUNTRY, _TWO = "城乡", 2


def names_of(text: str, clause: tuple[int, int], batch: list[Figure]) -> list[str]:
    """The name of each figure of a clause; one for which ``is_name`` does not hold says nothing and is no indicator."""
    lexicon = figure_lexicon()
    said = text[clause[0] : clause[1]]
    if "分别" in said and len(batch) > 1 and (told := _told_off(said, batch, clause[0])):
        return told
    names: list[str] = []
    risen = changed(text, batch)
    for index, figure in enumerate(batch):
        if index in risen:
            names.append(names[-1])
            continue
        begin = batch[index - 1].end if index else clause[0]
        finish = batch[index + 1].start if index + 1 < len(batch) else clause[1]
        before = (_ITEM if index else _PART).split(text[begin : figure.start].rstrip("："))[-1]
        if index and names[-1] and before.startswith(names[-1]):
            before = before.removeprefix(names[-1])  # 10个省区市|投入援助资金231.9亿元
        pieces = _ITEM.split(text[figure.end : finish], 1)
        after = _ended(pieces[0]) if len(pieces) == 1 and index + 1 < len(batch) else pieces[0]
        previous = partial(names.__getitem__, -1) if names else partial(_previous, text, clause[0])
        if index + 1 in risen:
            names.append(_of_change(text[begin : figure.start], after, previous, lexicon))
        else:
            names.append(_name(figure, before, after, previous, lexicon))
    return names


def changed(text: str, batch: Sequence[Figure]) -> frozenset[int]:
    """Which figures of a clause are the later of two of one thing (由A增加到|B), by their place among them."""
    lexicon = figure_lexicon()
    return frozenset(
        index
        for index, (earlier, later) in enumerate(pairwise(batch), 1)
        if lexicon.levels.search(text[earlier.end : later.start]) and lexicon.rising.search(text[: earlier.start])
    )


def _of_change(before: str, after: str, previous: Callable[[], str], lexicon: FigureLexicon) -> str:
    """What changes from one figure to another (将|办理时限|由60个…压缩至10个), else what is counted."""
    said = _TAKEN.split(lexicon.rising.sub("", before))[-1]
    name = _before(said, lexicon)
    counted = lexicon.levels.sub("", after) if lexicon.levels.search(after) else ""
    return name if is_name(name) else counted or previous()


def is_name(name: str) -> bool:
    """Whether words name what is counted: not 等情况时, 台阶, 另外, nor the end of a list."""
    return bool(name) and not figure_lexicon().no_names.search(name)


def _ended(after: str) -> str:
    """The words between two figures without the verb of the second: 引导12家企业|投资3亿元."""
    row = words(after)
    if figure_lexicon().levels.match(after.lstrip("的余多")):
        return after
    if len(row) > 1 and row[-1].tag.startswith("v") and len(row[-1].text) > 1 and is_balanced(after[: row[-1].start]):
        return after[: row[-1].start]
    return after


def _name(figure: Figure, before: str, after: str, previous: Callable[[], str], lexicon: FigureLexicon) -> str:
    """The name of one figure; one that only tells of a change or a share is joined to what was named before."""
    if figure.unit in lexicon.run_units and figure.said.startswith(tuple(lexicon.runs)):
        return _of_run(_before(before, lexicon), after) or _before(before, lexicon)
    if lexicon.levels.search(before):
        return _before(lexicon.levels.sub("", before), lexicon) or previous()  # 收入由3114元|增至近4万元
    if figure.unit == "%" and (shared := _SHARED.match(after)):
        return _of_share(shared.group(1))
    told = _before(before, lexicon)
    to_rise = lexicon.levels.match(after.lstrip("的余多"))
    measured = after.startswith("的") and lexicon.is_measure(figure.unit) and is_name(told)  # 面积|仅420平方公里的小县
    name = (not (to_rise or measured) and _after(after, before, lexicon)) or told
    if not name:
        return previous()
    if not lexicon.changes.fullmatch(name):
        return name
    earlier = previous()
    return name if name in earlier else f"{earlier}{name}"


def _of_share(item: str) -> str:
    """What a share of something does (90%的|行政村通光纤) or is; the bare something would pass for the whole."""
    item = balance(item)
    row = phrases(words(item))
    if len(item) <= _NAME_LIMIT and (item.endswith(_SHARES) or any(phrase.kind == "verb" for phrase in row[1:])):
        return item
    return f"{item[: row[0].end]}占比" if row and row[0].kind == "noun" else ""


def _of_run(before: str, after: str) -> str:
    """What lasted: 粮食总产量|连续七年|稳定在千亿斤以上."""
    after = re.split("[（(]", after)[0]
    return before + after if before and len(before + after) <= _NAME_LIMIT else after[:_NAME_LIMIT]


def _told_off(said: str, batch: list[Figure], offset: int) -> list[str]:
    """Names for “A、B……分别增长X、Y”: A and B with what they share; 城乡 are two."""
    head, _, tail = said[: batch[0].start - offset].partition("分别")
    head = _strip(head, figure_lexicon())
    items = re.split("[、和与]", head)
    verb = re.sub(f"{any_of(figure_lexicon().plain_before)}$|[：:]", "", tail).rstrip("的")
    scope, both, shared = head.partition(_TOWN_AND_COUNTRY)
    if both and len(batch) == _TWO and len(items) == 1:
        return [f"{scope}{side}{shared}{verb}" for side in ("城镇", "农村")]
    if len(items) != len(batch):
        return []
    shared = "".join(word.text for word in words(items[-1])[1:])
    return [(item if item.endswith(shared) else item + shared) + verb for item in items]


def _after(after: str, before: str, lexicon: FigureLexicon) -> str:
    """What a counted figure stands before: 12个|养老驿站, 30个|项目按期投产."""
    told = after.lstrip("的余多")
    if told.startswith("等"):
        return ""  # the end of a list: 工商户|3035家等情况
    if places := _SORTS_OF_PLACES.match(told):
        return places.group()
    if told[:1] in _PLACES and (len(told) == 1 or lexicon.joints.match(told[1:])):
        return told[:1]
    row = phrases(words(told))
    if not row or row[0].kind != "noun":
        whole = _SHORTEST_NAME <= len(told) <= _NAME_LIMIT and is_balanced(told)
        return told if whole and not lexicon.joints.search(told) else ""
    whole = len(told) <= _WHOLE_NAME and is_balanced(told) and "的" not in told and not lexicon.joints.search(told)
    name = told if whole or _is_joined(told, row) else told[: row[0].end]
    if len(name) < _SHORTEST_NAME or not is_balanced(name):
        return ""
    doing = _strip(before, lexicon)
    if name in _GENERIC and ("等" in doing or "、" in doing):
        verb = words(doing)[0]
        doing = verb.text if verb.tag.startswith("v") else ""
    if name in _GENERIC and len(doing) <= _SHORT_DOING:
        name = doing + name
    return _within_limit(name)


def _is_nominal(name: str) -> bool:
    row = phrases(words(name))
    return bool(row) and all(phrase.kind == "noun" or name[phrase.start : phrase.end] in ("和", "与") for phrase in row)


def _is_joined(told: str, row: Sequence[Phrase]) -> bool:
    """Whether words are nouns and nothing but nouns joined by 和: 25个|省级休闲农业和乡村旅游示范园区."""
    return len(told) <= _NAME_LIMIT and row[-1].kind == "noun" and _is_nominal(told)


def _before(before: str, lexicon: FigureLexicon) -> str:
    """The words before a figure that say what is measured: 茶园面积|突破3万亩."""
    if title := _TITLE.search(before):
        return title.group()
    name = _strip(before, lexicon)
    for mark in ("等", "的", *lexicon.reaching):
        head, _, tail = name.rpartition(mark)
        if head and not (mark == "等" and head.endswith(_RANKS)) and len(tail) > _SHORTEST_NAME and is_balanced(tail):
            name = tail
    if len(name) > _NAME_LIMIT:
        nouns = [phrase for phrase in phrases(words(name)) if phrase.kind == "noun"]
        name = name[nouns[-1].start :] if nouns else name
    return balance(_within_limit(name)).strip("的，、")


def _within_limit(name: str) -> str:
    """The last whole words that fit."""
    if len(name) <= _NAME_LIMIT:
        return name
    start = next((word.start for word in words(name) if len(name) - word.start <= _NAME_LIMIT), 0)
    return name[start:]


def _strip(before: str, lexicon: FigureLexicon) -> str:
    text = _DATES.sub("", before)
    text = _FIRST.sub("", balance(text).strip("，、： "))
    row = words(text)
    first = next((word.start for word in row if word.text not in lexicon.openers), len(text))
    return lexicon.closers.sub("", balance(text[first:]).rstrip("的")).strip("，、：")


def _previous(text: str, start: int) -> str:
    """What the clause before is about, for one that opens with its figure; a mere change looks further back."""
    lexicon, head = figure_lexicon(), text[:start].rstrip("，。；：")
    clause = re.split("[，。；：]", head)[-1]
    held = figures(clause)
    name = _before(lexicon.levels.sub("", clause[: held[0].start] if held else clause), lexicon)
    if clause and lexicon.changes.fullmatch(name):
        return _previous(text, len(head) - len(clause))
    if len(name) <= (_NAME_LIMIT if _is_nominal(name) else _WHOLE_NAME):
        return name
    nouns = [phrase for phrase in phrases(words(name)) if phrase.kind == "noun"]
    return "".join(word.text for word in nouns[-1].words[-3:]) if nouns else ""
