from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.models import Kind
from tasks.numerals import number
from tasks.summarise import summarise
from tasks.summarise.figures import figures
from tests.summarise.building import article


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新建冷库12座、仓库3座", [(12, "座", None), (3, "座", None)]),
        ("产值突破1.2万亿元", [(1.2, "万亿元", "突破")]),
        ("带动农户3000余户", [(3000, "户", "余")]),
        ("占比接近九成", [(90, "%", "接近")]),
        ("抽调10多人", [(10, "人", "多")]),
        ("浓度每立方米82微克", [(82, "微克/立方米", None)]),
        ("收入翻一番", [(1, "番", None)]),
        ("连续十三年居全省第二位", [(13, "年", None), (2, "位", None)]),
        ("增长百分之十五", [(15, "%", None)]),
        ("不少于40个机构", [(40, "个", "不少于")]),
        ("完成投资300亿元以上", [(300, "亿元", "以上")]),
        ("得分为55.38", [(55.38, "分", None)]),
        ("招引5000万元以上项目240个", [(240, "个", None)]),
        ("2024年3月5日召开第十二届三中全会，推进“十四五”规划和三年行动", []),
        ("打造一个中心、两大基地，坚持两手抓", []),
        ("淘汰10蒸吨/小时及以下锅炉96台", [(96, "台", None)]),
        ("PM2.5浓度下降", []),
        ("建设百万亩灌区、千亿级园区", []),
        ("13时40分座谈，行至CT-5展台", []),
        ("跻身全省百强前10位，目前10家企业入驻", [(10, "家", None)]),
        ("雇了三四名工人，产值六七千万元", []),
        ("年内7个30亿元以上计划新开工项目", [(7, "个", None)]),
        ("占比低于10%", [(10, "%", "低于")]),
    ],
)
def test_what_counts_as_a_figure(text: str, found: list[tuple[float, str, str | None]]) -> None:
    assert [(figure.value, figure.unit, figure.qualifier) for figure in figures(text)] == found


@given(st.text(alphabet="0123456789.,一二三十百千万亿近超余多个家亿元%年月日第连续增长，。甲乙", max_size=40))
def test_a_figure_is_written_in_the_text(text: str) -> None:
    for figure in figures(text):
        assert text[figure.start : figure.end] == figure.said
        assert figure.said


@pytest.mark.parametrize(
    ("text", "value"), [("三十五", 35), ("一百零二", 102), ("2,300", 2300), ("二〇二五", 2025), ("万", None)]
)
def test_numerals(text: str, value: float | None) -> None:
    assert number(text) == value


def _rows(*lines: str, **kwargs: str) -> list[tuple[str, str, float, str, int | None, Kind]]:
    found = summarise(article(*lines, **kwargs)).indicators  # type: ignore[arg-type]
    return [(row.region.name, row.name, row.value, row.unit, row.year, row.kind) for row in found]


def test_name_year_and_kind() -> None:
    assert _rows("[经|甲县|2023年茶园面积近30万亩，茶叶产量突破40万吨]") == [
        ("甲县", "茶园面积", 30, "万亩", 2023, Kind.ACTUAL),
        ("甲县", "茶叶产量", 40, "万吨", 2023, Kind.ACTUAL),
    ]
    assert _rows("[举|甲县|将建设不少于40个养老服务机构]") == [("甲县", "养老服务机构", 40, "个", None, Kind.PLAN)]
    assert _rows("#2026年主要工作", "[举|甲县|力争燃气普及率达到90%以上]") == [
        ("甲县", "燃气普及率", 90, "%", 2026, Kind.TARGET)
    ]
    assert _rows("[经|甲县|今年新办企业12家]")[0][4] == 2024


def test_the_earlier_and_the_later_figure_of_one_thing() -> None:
    assert [row[1:5] for row in _rows("[经|甲县|户均收入已由2016年的4200元增至近3万元]")] == [
        ("户均收入", 4200, "元", 2016),
        ("户均收入", 3, "万元", None),
    ]
    assert [row[1:3] for row in _rows("[经|甲县|鲜果亩产从过去的500公斤提高到1100公斤]")] == [
        ("鲜果亩产", 500),
        ("鲜果亩产", 1100),
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("将总办理时限由60个工作日压缩至10个工作日", "总办理时限"),
        ("申请材料从35项精简为4项", "申请材料"),
        ("企业年迎检次数从平均10余次降至不超过6次", "企业年迎检次数"),
        ("村级收入从高峰时近300万元滑落至2004年的20余万元", "村级收入"),
    ],
)
def test_both_figures_of_one_thing_have_its_name(words: str, name: str) -> None:
    assert [row[1] for row in _rows(f"[经|甲县|{words}]")] == [name, name]


def test_the_years_of_a_span_are_those_of_the_figures() -> None:
    lines = "[举|甲县|从2001年到2007年，销售收入由1亿元增长到12.5亿元]"
    assert [row[2:] for row in _rows(lines)] == [
        (1, "亿元", 2001, Kind.ACTUAL),
        (12.5, "亿元", 2007, Kind.ACTUAL),
    ]


def test_what_lasts_is_of_no_one_year() -> None:
    assert [row[4] for row in _rows("[经|甲县|2023年产值达60亿元，连续8年居全省前列]")] == [2023, None]


def test_the_total_of_a_list_is_none_of_its_places() -> None:
    assert _rows("[经|甲县+乙县|甲县、乙县等9个区提前完成改造任务]") == []
    assert _rows("[经|甲县|这标志着16个区完成改造任务]") == []


def test_what_is_left_over_is_nothing_without_its_whole() -> None:
    assert _rows("[经|甲县|剩余4400家企业户均产值仅为243万元]") == []


def test_places_in_the_place_of_a_name() -> None:
    frame = "从第一产业比重来看，[经|甲县+乙县|甲县、乙县低于10%]，[经|丁区|丁区16.1%]"
    assert {row[1] for row in _rows(frame)} == {"第一产业比重"}
    assert [row[:2] for row in _rows("[经|甲县|甲县茶叶产值达30亿元]；[经|乙县|乙县20亿元]")] == [
        ("甲县", "茶叶产值"),
        ("乙县", "茶叶产值"),
    ]


def test_tense_tells_the_kind() -> None:
    report = ("#2024年工作安排", "[举|甲县|选育5个抗旱新品种]", "[举|甲县|主要预期目标是：生产总值增长6%以上]")
    assert [row[4:] for row in _rows(*report)] == [(2024, Kind.PLAN), (2024, Kind.TARGET)]


def test_what_is_foreseen_is_no_result_yet() -> None:
    assert _rows("[经|甲县|预计全年鲜果产量达到3万吨]")[0][5] is Kind.PLAN
    assert _rows("[经|甲县|到年底园区将有5家上市企业]")[0][5] is Kind.PLAN


def test_a_year_taken_as_the_example_is_the_year() -> None:
    assert _rows("[经|甲县|人口方面，以2021年为例，常住人口为32.6万人]")[0][4] == 2021


def test_told_off_by_list_and_by_region() -> None:
    assert [row[:3] for row in _rows("[经|甲县|春茶、秋茶亩均产值分别增长4.2%、5.9%]")] == [
        ("甲县", "春茶亩均产值增长", 4.2),
        ("甲县", "秋茶亩均产值增长", 5.9),
    ]
    rows = _rows("[经|甲县+乙县|甲县、乙县浓度分别下降33%和31.9%]")
    assert {(row[0], row[2]) for row in rows} == {("甲县", 33), ("乙县", 31.9)}
    shared = _rows("[经|甲县+乙县|两县互访10余次]")
    assert {(row[0], row[2]) for row in shared} == {("甲县", 10), ("乙县", 10)}


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("城乡居民人均可支配收入分别增长7%和8%", ["城镇居民人均可支配收入增长", "农村居民人均可支配收入增长"]),
        ("引导78家企业投资36.5亿元", ["引导企业", "企业投资"]),
        ("走访个体工商户3035家等情况时", ["走访个体工商户"]),
        ("张贴《甲县人民政府关于严禁在林区野外用火的通知》90张", ["《甲县人民政府关于严禁在林区野外用火的通知》"]),
        ("甲县完成地区生产总值506亿元", ["地区生产总值"]),
        ("粮食产量连续七年稳定在十亿斤以上", ["粮食产量稳定在十亿斤以上"]),
        ("粮食产量稳定在10万吨以上", ["粮食产量"]),
        ("以18个特色农场为载体", ["特色农场"]),
        ("茶叶产量2.7 万吨", ["茶叶产量"]),
        ("带动10个镇、100个村", ["镇", "村"]),
        ("拥有耕地约580亩", ["耕地"]),
        ("姓氏多达114个", ["姓氏"]),
        ("中等收入群体超过4万人", ["中等收入群体"]),
        ("贷款年化利率低至4.01%", ["贷款年化利率"]),
        ("创建25个省级休闲农业和乡村旅游示范园区", ["省级休闲农业和乡村旅游示范园区"]),
        ("提供了61%的生产总值", ["生产总值占比"]),
        ("80%以上的行政村开通客运班车", ["行政村开通客运班车"]),
        ("产量是原来的3倍", ["产量"]),
        ("人均收入2192元，比上年增加276元", ["人均收入", "人均收入比上年增加"]),
    ],
)
def test_a_name_is_whole_words_that_say_what_is_counted(words: str, names: list[str]) -> None:
    assert [row[1] for row in _rows(f"[经|甲县|{words}]")] == names


def test_what_has_no_name_is_no_indicator() -> None:
    for words in ("另外6个台阶", "行程1500多公里", "是原来的3倍", "最后14082户成为难题"):
        assert _rows(f"[经|甲县|{words}]") == []


def test_the_year_of_a_review_is_that_of_its_heading() -> None:
    lines = ("#一、回顾2023年工作", "[经|甲县|茶叶产值增长9%]", "#二、存在问题", "[差|甲县|税收下降3%]")
    assert [row[4] for row in _rows(*lines)] == [2023, None]
