"""谁向谁学 in print: the words that state it, the surest rows on paper, and how many are left out."""

from __future__ import annotations

from tasks.classify import classify
from tasks.models import Article, Composition, Paragraph
from tasks.render.documents import on_paper
from tasks.summarise import compose, summarise
from tasks.summarise.link_rows import LINK_ROWS
from tests.summarise.building import ISSUE, MASTHEAD

LEARNERS = (
    "桐庐县",
    "淳安县",
    "象山县",
    "宁海县",
    "永嘉县",
    "平阳县",
    "苍南县",
    "文成县",
    "泰顺县",
    "嘉善县",
    "海盐县",
    "长兴县",
    "新昌县",
    "武义县",
    "浦江县",
)


def issue(*texts: str) -> Composition:
    made = []
    for number, text in enumerate(texts):
        paragraph = Paragraph(paragraph_id="p001", text=text)
        read = classify(Article(article_id=f"a{number}", source=f"a{number}", paragraphs=(paragraph,)))
        made.append(read.model_copy(update={"relevant": True}))
    return compose(made, [summarise(one) for one in made], ISSUE, MASTHEAD)


def test_the_words_that_state_it_are_quoted_with_the_stations_before_them() -> None:
    text = "应城市党政考察团先后赴江苏省江阴市、宜兴市，浙江省海宁市、平湖市，就园区运营进行学习考察，并交流了工作。"
    (row,) = issue(text).briefing.links
    assert row.text.startswith("先后赴江苏省江阴市、宜兴市") or row.text.startswith("应城市党政考察团")
    assert row.text.endswith("学习考察")


def test_paper_has_the_surest_rows_and_says_how_many_it_leaves_out() -> None:
    texts = [f"{name}党政考察团来到昆山市，实地考察了园区。" for name in LEARNERS]
    made = issue(*texts, "龙游县学习借鉴太仓市的经验，建立企业服务专员制度。")
    assert len(made.briefing.links) == len(LEARNERS) + 1
    printed = on_paper(made.briefing)
    assert len(printed.links) == LINK_ROWS
    assert any("太仓" in row.text for row in printed.links)
    assert printed.more_links == len(made.briefing.links) - LINK_ROWS


def test_a_learner_without_a_name_stands_in_print_but_not_in_the_records() -> None:
    made = issue("5月6日，我县组织党政考察团赴长兴县、安吉县考察学习。")
    (row,) = made.briefing.links
    assert row.learner == "本地（来源未具名）"
    assert made.links == ()
