"""The last clause of a text that breaks off states nothing."""

from __future__ import annotations

import pytest

from tasks.classify.broken_off import without_broken_end
from tasks.models import Article, Clause, Paragraph, Role

WHOLE = "全镇改造危桥十一座，新修产业路二十公里，村民出山的路通了，客车开到了最远的山村。"


def stated(*texts: str) -> list[str]:
    """What still states a role, clause by clause."""
    paragraphs = tuple(Paragraph(paragraph_id=f"p{n}", text=text) for n, text in enumerate(texts))
    clauses = []
    for paragraph in paragraphs:
        start = 0
        for piece in paragraph.text.replace("。", "，").split("，"):
            if piece:
                clauses.append(
                    Clause(
                        paragraph_id=paragraph.paragraph_id,
                        start=start,
                        end=start + len(piece),
                        role=Role.EXPERIENCE,
                        role_scores=(1.0, 0.0, 0.0, 0.0),
                        topics=(),
                        regions=(),
                        region_score=1.0,
                    )
                )
            start += len(piece) + 1
    article = Article(article_id="a", source="a", paragraphs=paragraphs)
    kept = without_broken_end(article, clauses)
    texts_by_id = {paragraph.paragraph_id: paragraph.text for paragraph in paragraphs}
    return [texts_by_id[clause.paragraph_id][clause.start : clause.end] for clause in kept if clause.role]


@pytest.mark.parametrize(
    "end", ["建成冷库三座，带动茶农户均增收", "建成冷库三座，带动茶农户均增...", "建成冷库三座，与“银"]
)
def test_the_clause_in_which_a_text_breaks_off_states_nothing(end: str) -> None:
    assert stated(WHOLE, f"建成冷库三座，{end}")[-1] == "建成冷库三座"


def test_a_text_that_ends_keeps_its_last_clause() -> None:
    assert stated(WHOLE, "建成冷库三座，带动茶农户均增收。")[-1] == "带动茶农户均增收"


def test_a_writer_who_leaves_out_full_stops_is_believed() -> None:
    bare = WHOLE.rstrip("。")
    assert stated(bare, bare, "建成冷库三座，带动茶农户均增收")[-1] == "带动茶农户均增收"
