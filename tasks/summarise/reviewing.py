"""Why a finding needs a second look, in words for the 核稿单."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from tasks.knowledge import reader
from tasks.models import Article, ClassifiedArticle, Clause, Evidence, Genre, Paragraph, Region, Role
from tasks.summarise.confidence import confidence, is_doubted
from tasks.summarise.content import is_empty, is_empty_gap, says_something, says_what_is_lacking
from tasks.summarise.leaning import breaks_off, states
from tasks.summarise.lexicon import DATA, Lexicon, condense_lexicon
from tasks.summarise.tagging import tagger
from tasks.summarise.thresholds import BODY_CONFIDENCE, SURE_REGION, SURE_ROLE


class ReviewLexicon(Lexicon):
    """The lists of ``review.yaml``."""

    superlatives: str
    fragment: re.Pattern[str]
    numbered: re.Pattern[str]
    guideline: re.Pattern[str]
    placeholder: re.Pattern[str]

    @cached_property
    def superlative_pattern(self) -> re.Pattern[str]:
        """Finds superlatives and claims to be the first."""
        return re.compile(self.superlatives)


UNKNOWN = "□"
"""What stands for a character that the source lost and nobody can know."""
_STOPS = "。！？；：…"
_COUNTED = re.compile(r"\d")
_HEADING = 45
"""A numbered paragraph of no more characters may be a heading."""
_BARRING = (
    "小标题", "总体要求", "未见表示欠缺", "内容空泛", "含未能确定", "含无法辨认", "语句不完整", "含领导人",
    "含代替字",
)  # fmt: skip
"""The doubts that keep a finding out of the body, by their beginnings."""
_ROLES = tuple(Role)


review_lexicon = reader(DATA / "review.yaml", ReviewLexicon)


def superlatives(text: str) -> list[str]:
    """Superlatives and claims to be the first, as written."""
    return [match.group() for match in review_lexicon().superlative_pattern.finditer(text)]


def is_unreadable(paragraph: Paragraph, evidence: Evidence) -> bool:
    """Whether the words hold or touch a character that nobody can know."""
    return UNKNOWN in paragraph.text[max(0, evidence.start - 1) : evidence.end + 1]


def breaks_off_at(article: Article, paragraph: Paragraph) -> int:
    """Where the last clause of a text ends that was cut off in the middle (an excerpt of a page); far behind all else.

    It was, where its last paragraph lacks the stop that others end in, and that its own sentences end in.
    """
    text = paragraph.text
    last = paragraph.kind == "body" and paragraph is article.paragraphs[-1]
    if not last or len(text) < _HEADING or text[-1] in _STOPS or not re.search("[。！？]", text):
        return len(text) + 1
    return len(text.rstrip("“‘（《，、；：… .")) if text[-1] not in "”）》" else len(text) + 1


def _is_half_said(text: str) -> bool:
    """Whether a text is no more than a name, or ends where its statement should come."""
    alone = not re.search("[，；。]", text.strip("，；。"))
    if breaks_off(text) or (alone and condense_lexicon().leaning.search(text)):
        return True
    listed = "、" in text and not text.startswith(tuple(condense_lexicon().governing))
    if listed or _COUNTED.search(text) or states(text) or says_what_is_lacking(text):
        return False
    return not any(tag.startswith("v") for _, tag in tagger().tag(text))


def is_heading(paragraph: Paragraph, evidence: Evidence) -> bool:
    """Whether the words are a heading, or a numbered paragraph that is no more than they (（六）抓生态，拓空间)."""
    if paragraph.kind == "heading":
        return True
    numbered = review_lexicon().numbered.match(paragraph.text)
    if not numbered or len(paragraph.text) > _HEADING or _COUNTED.search(evidence.quote):
        return False
    rest = paragraph.text[numbered.end() : evidence.start] + paragraph.text[evidence.end :]
    return not re.search(r"\w", rest)


def is_guideline(paragraph: Paragraph, evidence: Evidence) -> bool:
    """Whether the words follow 指导思想是 or 总体要求是 in their sentence: every place says the same there."""
    return bool(review_lexicon().guideline.search(paragraph.text[: evidence.start]))


def reasons_for(
    classified: ClassifiedArticle,
    paragraph: Paragraph,
    evidence: Evidence,
    clauses: Sequence[Clause],
    region: Region,
    text: str,
) -> tuple[tuple[str, ...], bool]:
    """The reasons, and whether the finding may still stand in the body."""
    role = clauses[0].role or Role.EXPERIENCE
    doubts = [*_doubts(clauses, role, classified), *_damage(classified, evidence, text)]
    if is_unreadable(paragraph, evidence):
        doubts.append("含无法辨认的字，对照原件")
    if found := review_lexicon().placeholder.search(evidence.quote):
        doubts.append(f"含代替字“{found.group()}”，原文未写明")
    if condense_lexicon().leaders.search(text):
        doubts.append("含领导人论述，来源转引的不登")
    doubts += _torn(classified.article, paragraph, evidence, text)
    if is_heading(paragraph, evidence):
        doubts.append("小标题，内容见其下各段")
    if is_guideline(paragraph, evidence):
        doubts.append("总体要求、指导思想，引用须逐字，不作要点")
    if is_empty(text) or (classified.genre is Genre.WORK_REPORT and not says_something(text)):
        doubts.append("内容空泛，无可登的实质内容")
    remarks = [f"含最高级或首创性表述“{word}”，须核实" for word in dict.fromkeys(superlatives(text))]
    if role is Role.GAP and _is_told_by_another(classified, clauses, region):
        remarks.append(f"差距系他地来源转述，{region.name}未必认可")
    if role is Role.GAP and not says_what_is_lacking(evidence.quote):
        doubts.append("未见表示欠缺的字句，恐非差距")
    if role is Role.GAP and is_empty_gap(text):
        remarks.append("原文未具体列明差距内容")
    return (*doubts, *remarks), may_stand(doubts)


def may_stand(doubts: Sequence[str]) -> bool:
    """Whether what is doubted so may still stand in the body."""
    return not any(doubt.startswith(_BARRING) for doubt in doubts)


def _doubts(clauses: Sequence[Clause], role: Role, classified: ClassifiedArticle) -> list[str]:
    doubts = []
    position = _ROLES.index(role)
    weakest = min(clause.role_scores[position] for clause in clauses)
    if weakest < SURE_ROLE:
        doubts.append(f"类别判断把握不大（{weakest:.2f}）")
    region = min(clause.region_score for clause in clauses)
    if region < SURE_REGION:
        doubts.append(f"地区归属把握不大（{region:.2f}）")
    sure = confidence(clauses, classified)
    if is_doubted(classified.relevance) and sure < BODY_CONFIDENCE:
        doubts.append("全文多半不是讲地区工作，恐非要点")
    elif not doubts and sure < BODY_CONFIDENCE:
        doubts.append(f"综合把握不大（{sure:.2f}）")
    return doubts


def _torn(article: Article, paragraph: Paragraph, evidence: Evidence, text: str) -> list[str]:
    """Why a text is no whole statement."""
    if breaks_off_at(article, paragraph) <= evidence.end:
        return ["语句不完整，原文在此中断"]
    torn = review_lexicon().fragment.match(text) or _is_half_said(text)
    return ["语句不完整，不单独成立"] if torn else []


def _damage(classified: ClassifiedArticle, evidence: Evidence, text: str) -> list[str]:
    return [
        f"含未能确定的修复文字“{repair.after}”"
        for repair in classified.article.repairs
        if not repair.certain and repair.paragraph_id == evidence.paragraph_id and repair.after and repair.after in text
    ]


def _is_told_by_another(classified: ClassifiedArticle, clauses: Sequence[Clause], region: Region) -> bool:
    home = classified.home
    if (
        home is None
        or home.level.is_outer
        or region.level.is_outer
        or region.full_name.startswith(home.full_name)
        or home.full_name.startswith(region.full_name)
    ):
        return False
    return not any(
        clause.speaker and clause.speaker.office and region.name in clause.speaker.office for clause in clauses
    )
