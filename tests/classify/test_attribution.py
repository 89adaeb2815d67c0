"""Whose statement a clause is: own region, benchmark, speaker's office, shared statements."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tasks.classify import classify
from tasks.classify.attribution import TOLD_BY_ANOTHER, attribute
from tasks.models import Article, Clause, Genre, Paragraph, Role


def article(*texts: str, **metadata: object) -> Article:
    paragraphs = tuple(Paragraph(paragraph_id=f"p{n}", text=text) for n, text in enumerate(texts))
    return Article.model_validate({"article_id": "a", "source": "a", "paragraphs": paragraphs, **metadata})


def clause(of: Article, quote: str, role: Role) -> Clause:
    for paragraph in of.paragraphs:
        start = paragraph.text.find(quote)
        if start >= 0:
            end = start + len(quote)
            return Clause(
                paragraph_id=paragraph.paragraph_id,
                start=start,
                end=end,
                role=role,
                role_scores=(0.25, 0.25, 0.25, 0.25),
            )
    raise AssertionError(quote)


def regions(of: Article, quote: str, role: Role) -> list[str]:
    _, _, (done,) = attribute(of, [clause(of, quote, role)], Genre.OTHER)
    return [region.full_name for region in done.regions]


VISIT = article(
    "3月5日，湖南省醴陵市党政代表团赴江西省景德镇市学习考察。",
    "景德镇市坚持文化兴市，陶瓷产业链条完整，人才集聚效应明显。",
    "反观我们，产业规模偏小，品牌不响。下一步，我市要建好产业园区，引进设计人才。",
)


def test_a_study_tour_gives_practices_to_the_benchmark_and_gaps_to_the_learner() -> None:
    assert regions(VISIT, "陶瓷产业链条完整", Role.EXPERIENCE) == ["江西省景德镇市"]
    assert regions(VISIT, "产业规模偏小", Role.GAP) == ["湖南省株洲市醴陵市"]
    assert regions(VISIT, "引进设计人才", Role.MEASURE) == ["湖南省株洲市醴陵市"]


def test_home_is_the_learner() -> None:
    _, home, _ = attribute(VISIT, [], Genre.OTHER)
    assert home is not None
    assert home.full_name == "湖南省株洲市醴陵市"


def test_what_an_official_says_is_about_the_place_of_the_office() -> None:
    meeting = article(
        "福州市召开全市工作会议，各县区作了发言。",
        "“我们的短板是交通不便。”闽清县委书记林立表示，要打通断头路，改善群众出行条件。",
        title="福州召开工作会议",
    )
    assert regions(meeting, "改善群众出行条件", Role.MEASURE) == ["福建省福州市闽清县"]
    assert regions(meeting, "短板是交通不便", Role.GAP) == ["福建省福州市闽清县"]


def test_shared_statements_are_about_each() -> None:
    shared = article("湖州市和嘉兴市签署协议，两地共建产业合作平台，联合开展科技攻关。")
    assert regions(shared, "联合开展科技攻关", Role.MEASURE) == ["浙江省湖州市", "浙江省嘉兴市"]


def test_a_work_report_is_about_its_title_but_counties_keep_their_clauses() -> None:
    report = article(
        "过去一年，我市经济稳中向好。新昌县获评全国百强县，诸暨市智能制造加快发展，嵊州市建成机器人产业园。"
        "全市新增高新技术企业300家。",
        title="绍兴市政府工作报告",
    )
    assert regions(report, "新昌县获评全国百强县", Role.EXPERIENCE) == ["浙江省绍兴市新昌县"]
    assert regions(report, "诸暨市智能制造加快发展", Role.EXPERIENCE) == ["浙江省绍兴市诸暨市"]
    assert regions(report, "全市新增高新技术企业300家", Role.EXPERIENCE) == ["浙江省绍兴市"]


def test_a_gap_told_of_another_region_is_flagged() -> None:
    told = article("徐州日报记者了解到，徐州市产业基础好。宿州市产业链条短，配套能力弱。", publisher="徐州日报")
    _, _, (done,) = attribute(told, [clause(told, "宿州市产业链条短", Role.GAP)], Genre.OTHER)
    assert [region.full_name for region in done.regions] == ["安徽省宿州市"]
    assert TOLD_BY_ANOTHER in done.reasons


def test_clauses_without_role_keep_no_region_and_reasons_are_given() -> None:
    (plain,) = attribute(VISIT, [clause(VISIT, "品牌不响", Role.GAP).model_copy(update={"role": None})], Genre.OTHER)[2]
    assert plain.regions == ()
    (told,) = attribute(VISIT, [clause(VISIT, "品牌不响", Role.GAP)], Genre.OTHER)[2]
    assert told.reasons
    assert 0 < told.region_score <= 1


@pytest.mark.shared
def test_accuracy_on_labelled_texts(shared: Path) -> None:
    """Regions of labelled findings, place names given in full: a floor that only rises."""
    right = total = 0
    for line in (shared / "data/train/train.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        texts = article(*row["paragraphs"], published=row["published"], publisher=row["home"])
        for finding in row["findings"]:
            if finding["region"] != "全国" and any(finding["quote"] in text for text in row["paragraphs"]):
                said = regions(texts, finding["quote"], Role(finding["role"]))
                right += finding["region"] in said
                total += 1
    assert right / total >= 0.89


GROUP = article(
    "3月5日，湖南省醴陵市党政代表团赴江西考察，在萍乡、新余、宜春、鹰潭看了二十个企业。",
    "江西四地给大家上了一课。企业技术含量高，产品销路好；管企业的人敢想敢干。看完以后，醴陵人坐不住了。",
)


@pytest.mark.parametrize("quote", ["企业技术含量高", "产品销路好", "管企业的人敢想敢干"])
def test_a_group_of_places_stays_the_subject_of_the_sentences_after(quote: str) -> None:
    assert regions(GROUP, quote, Role.EXPERIENCE) == ["江西省萍乡市", "江西省新余市", "江西省宜春市", "江西省鹰潭市"]


def test_parts_that_begin_alike_share_their_subject_over_examples_between() -> None:
    text = article(
        "浙江善于谋划，抢占先机；善于盘活资源，诸暨卖袜子建成了大市场；善于借力，用市场办法解决资金难题。",
        publisher="湖北日报",
    )
    assert regions(text, "诸暨卖袜子建成了大市场", Role.EXPERIENCE) == ["浙江省绍兴市诸暨市"]
    assert regions(text, "用市场办法解决资金难题", Role.EXPERIENCE) == ["浙江省"]


def test_paragraphs_that_begin_alike_share_their_subject() -> None:
    text = article(
        "湖南省醴陵市赴江西省景德镇市学习考察，看到的东西很多：",
        "景德镇市坚持文化兴市，把窑址保护好。",
        "坚持人才优先，向长沙引进设计师。",
        "坚持开放办展，办好陶瓷博览会。",
    )
    assert regions(text, "办好陶瓷博览会", Role.EXPERIENCE) == ["江西省景德镇市"]


def test_whose_weak_point_it_is() -> None:
    text = article("南京在创新上发力；共享发展是杭州目前的短板，得分较低；合肥突破明显。")
    assert regions(text, "共享发展是杭州目前的短板", Role.GAP) == ["浙江省杭州市"]
    assert regions(text, "得分较低", Role.GAP) == ["浙江省杭州市"]


def test_a_place_in_the_name_of_what_is_built_does_not_go_on() -> None:
    text = article(
        "衡水市2025年工作安排。",
        "完善杭州电子信息产业园等载体功能，推动产业聚集。立足本地药材，打响中医药品牌。",
        publisher="衡水市人民政府",
    )
    assert regions(text, "打响中医药品牌", Role.MEASURE) == ["河北省衡水市"]


def test_what_one_item_of_a_numbered_series_names_is_not_said_in_the_next() -> None:
    text = article(
        "江苏各城市差距明显：①创新发展：南京带动能力有待增强；②共享发展：医疗供给与需求不匹配，城乡差距较大。",
        title="江苏高质量发展评价",
    )
    assert regions(text, "医疗供给与需求不匹配", Role.GAP) == ["江苏省"]


def test_two_that_do_something_together_are_both_meant() -> None:
    text = article("四川省古蔺县代表团赴浙江省丽水市缙云县考察。", "两年多来，缙云与古蔺开展了全方位的协作，成果丰硕。")
    assert set(regions(text, "开展了全方位的协作", Role.EXPERIENCE)) == {"浙江省丽水市缙云县", "四川省泸州市古蔺县"}


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("本报讯 襄阳建起新园区。襄阳还要引进龙头企业三十家。", "湖北省襄阳市"),
        ("湖北建起新园区。襄阳引进企业三十家。宜昌引进企业二十家。", "湖北省"),
    ],
)
def test_a_paper_of_the_province_may_write_of_one_of_its_cities(text: str, home: str) -> None:
    numbered = (Paragraph(paragraph_id="p0", text=text),)
    found = classify(Article(article_id="a", source="a", publisher="湖北日报", paragraphs=numbered)).home
    assert found is not None
    assert found.full_name == home
