"""The 核稿单: every item with a box, grouped, printed literally."""

from __future__ import annotations

from tasks.models import Briefing, ReviewItem
from tasks.render.review import FOLDED, render_review


def with_items(briefing: Briefing, *items: ReviewItem) -> str:
    return render_review(briefing.model_copy(update={"review": items}))


def test_every_item_has_a_box_a_place_a_text_advice_and_sources(briefing: Briefing) -> None:
    sheet = render_review(briefing)
    assert sheet.count("- [ ] ") == len(
        {(i.category, i.advice) if i.category in FOLDED else i for i in briefing.review}
    )
    for item in briefing.review:
        assert item.text in sheet
        assert item.advice in sheet
    assert "建成了中国最大的塑料市场［3］" in sheet


def test_items_are_grouped_by_category_in_the_order_given(briefing: Briefing) -> None:
    sheet = render_review(briefing)
    assert sheet.index("## 一、最高级表述（1项）") < sheet.index("## 二、缺来源项（2处）")


def test_the_same_asked_of_many_sources_is_one_box_behind_the_real_doubts(briefing: Briefing) -> None:
    def undated(number: int, text: str) -> ReviewItem:
        place = f"［{number}］"
        return ReviewItem(category="缺来源项", place=place, text=text, advice="查原件补齐", sources=(number,))

    doubt = ReviewItem(category="疑误文字", place="［2］", text="“甲”→“乙”", advice="对照原件", sources=(2,))
    sheet = with_items(briefing, *(undated(n, "未载明日期") for n in (1, 3, 4)), undated(2, "未载明标题"), doubt)
    assert "事项2项" in sheet
    assert sheet.index("## 一、疑误文字（1项）") < sheet.index("## 二、缺来源项（4处）")
    assert "- [ ] 1．**4处**　查原件补齐\n  - ［1］［3］［4］：未载明日期\n  - ［2］：未载明标题\n" in sheet
    assert "**［2］**　“甲”→“乙”\n" in sheet  # the source is named once


def test_the_sources_named_are_listed_with_publisher_and_date(briefing: Briefing) -> None:
    sheet = render_review(briefing)
    assert "- ［3］以思想破冰 引领发展突围，房县文学，2021年7月28日" in sheet
    assert "- ［1］" not in sheet


def test_without_items_it_says_so(briefing: Briefing) -> None:
    assert "没有自动查出" in with_items(briefing)


def test_markup_in_a_text_stays_text(briefing: Briefing) -> None:
    item = ReviewItem(category="# 类", place="a|b", text="<img src=x>\n- [x] *假*项 [链](http://x)", advice="")
    sheet = with_items(briefing, item)
    assert "\\<img src=x\\> - \\[x\\] \\*假\\*项 \\[链\\](http://x)" in sheet
    assert "\n- [x]" not in sheet
