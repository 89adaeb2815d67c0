"""Cleaning plain text: headline, metadata, boilerplate, structure, width."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import Levenshtein

from tasks.clean import clean
from tasks.errors import SourceError
from tasks.ingest import discover, read
from tasks.models import Article, Metadata, RawDocument, Source


def text(raw: str, **more: object) -> Article:
    return clean(RawDocument(source="a.txt", sha256="0", markup="text", text=raw, charset="utf-8", **more))


def squeeze(raw: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", raw) if c.isalnum())


PROSE = "考察团先后走访了三个镇，围绕产业发展、城市建设和民生保障等工作进行了深入交流，大家深受启发。"


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_seeds_against_their_gold(seeds: Path, number: str) -> None:
    gold = Path(__file__).parents[1] / "gold"
    found = next(
        source for source in discover([str(seeds)]) if f"/{number}_" in source.name or f"{number}_" in source.name
    )
    assert isinstance(found, Source)
    article = clean(read(found))
    truth = squeeze((gold / f"{number}.clean.txt").read_text("utf-8"))
    body = squeeze("".join(p.text for p in article.paragraphs))
    head = squeeze((article.title or "") + (article.subtitle or ""))
    assert max(Levenshtein.normalized_similarity(whole, truth) for whole in (head + body, body)) >= 0.998
    meta = json.loads((gold / f"{number}.meta.json").read_text("utf-8"))
    assert squeeze(article.title or "") in {squeeze(title) for title in (meta["title"], *meta.get("title_alt", []))}
    assert (article.publisher, article.published) == (meta["publisher"], meta["published"])
    assert list(article.authors) == meta["authors"]
    assert article.author_office == meta.get("author_office")
    leaks = [line for line in (*meta["boilerplate"], *meta.get("boilerplate_clean", [])) if len(squeeze(line)) > 5]
    assert not [line for line in leaks if squeeze(line) in body]


def test_headline_and_metadata_lines() -> None:
    article = text(
        "学先进找差距 促发展\n——某县赴外地考察侧记\n来源:某某日报 时间:2024年3月5日 09:10 作者:李明\n"
        f"{PROSE}\n责任编辑：王芳"
    )
    assert (article.title, article.subtitle) == ("学先进找差距 促发展", "某县赴外地考察侧记")
    assert (article.publisher, article.published) == ("某某日报", "2024-03-05")
    assert (article.authors, article.editors) == (("李明",), ("王芳",))
    assert [p.text for p in article.paragraphs] == [PROSE]
    assert {row.reason for row in article.dropped} == {"metadata"}


@pytest.mark.parametrize(
    ("head", "publisher", "published", "authors"),
    [
        ("2020-12-15 14:00:00 某某观察 记者 方圆", "某某观察", "2020-12-15", ("方圆",)),
        ("某某市融媒体中心 2023-07-19 17:45 发表于某地", "某某市融媒体中心", "2023-07-19", ()),
        ("字号：大 中 小 2018年11月05日 16:20 来源：某某新闻", "某某新闻", "2018-11-05", ()),
        ("发布者：组织部发布时间：2020-12-01浏览次数：10", "组织部", "2020-12-01", ()),
        ("[来源：县委组织部] [日期：22-11-03] [热度：96]", "县委组织部", "2022-11-03", ()),
        ("《某某日报》（2020年08月15日 第02版）\n记者 潘立", "某某日报", "2020-08-15", ("潘立",)),
        ("某某新闻记者 段立 廖敏", None, None, ("段立", "廖敏")),
        ("作者：汤志伟（某某县人民政府县长）", None, None, ("汤志伟",)),
        ("来源：某某党建网 作者：办公室 时间：2013年4月9日", "某某党建网", "2013-04-09", ()),
        ("市委政研室 周建平", None, None, ("周建平",)),
        ("某某日报评论员", None, None, ("某某日报评论员",)),
        ("石磊/某某青年报", "某某青年报", None, ("石磊",)),
    ],
)
def test_lines_under_the_headline(head: str, publisher: str | None, published: str | None, authors: object) -> None:
    article = text(f"学先进找差距\n{head}\n{PROSE}\n{PROSE}")
    assert article.title == "学先进找差距"
    assert (article.publisher, article.published, article.authors) == (publisher, published, authors)
    assert [p.text for p in article.paragraphs] == [PROSE, PROSE]


@pytest.mark.parametrize(
    ("end", "authors"),
    [
        ("（记者 周小明 通讯员 何丽）", ("周小明", "何丽")),
        ("（刘东 易楠）", ("刘东", "易楠")),
        ("（全文完）", ()),
        ("（江苏省）", ()),
    ],
)
def test_names_at_the_end_of_the_last_paragraph(end: str, authors: object) -> None:
    assert text(f"学先进找差距\n{PROSE}\n{PROSE}{end}").authors == authors


def test_the_day_under_the_name_of_an_office_is_text() -> None:
    lines = [p.text for p in text(f"关于学习的通知\n{PROSE}\n{PROSE}\n某某县人民政府办公室\n2023年3月8日").paragraphs]
    assert lines == [PROSE, PROSE, "某某县人民政府办公室", "2023年3月8日"]


def test_signed_article_with_two_lines_of_headline() -> None:
    article = text(f"对标先进 奋勇争先\n努力开创各项工作新局面\n中共某某县委书记 王大力\n{PROSE}")
    assert article.title == "对标先进 奋勇争先 努力开创各项工作新局面"
    assert (article.authors, article.author_office) == (("王大力",), "中共某某县委书记")


def test_work_report() -> None:
    article = text(
        f"政府工作报告\n——2024年1月10日在某某市第八届人民代表大会第三次会议上\n市长 陈建国\n各位代表：\n{PROSE}"
    )
    assert article.title == "政府工作报告"
    assert article.subtitle == "2024年1月10日在某某市第八届人民代表大会第三次会议上"
    assert (article.authors, article.author_office, article.published) == (("陈建国",), "市长", "2024-01-10")


def test_a_text_without_headline_has_none() -> None:
    assert text(PROSE).title is None
    assert text(f"（一）巩固成果，乡村振兴接续推进。{PROSE}").title is None


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("发布时间：2023-1-5 8:30", "2023-01-05"),
        ("2023/01/05", "2023-01-05"),
        ("2023.01.05", "2023-01-05"),
        ("二〇二三年一月五日", "2023-01-05"),
        ("二○二三年十一月二十五日", "2023-11-25"),
        ("日期：2023年01月05日 星期四", "2023-01-05"),
        ("2023-02-30", None),
    ],
)
def test_spellings_of_dates(written: str, read_as: str | None) -> None:
    assert text(f"某地推进改革\n{written}\n{PROSE}").published == read_as


@pytest.mark.parametrize(
    ("head", "publisher", "authors"),
    [
        ("某某日报讯（记者 张小明 王丽）", "某某日报", ("张小明", "王丽")),
        ("某某融媒讯 (记者 张小明)", "某某融媒", ("张小明",)),
        ("某某网合肥11月8日电 （记者张小明）", "某某网", ("张小明",)),
        ("本报讯 记者张小明报道 ", None, ("张小明",)),
        ("《某刊》记者 张小明\n", None, ("张小明",)),
        ("据某某社拉萨电 ", None, ()),
        ("县供电公司报告用电情况，", None, ()),
        ("某某日报讯\n文/图 记者 张小明\n", "某某日报", ("张小明",)),
    ],
)
def test_the_first_words_of_a_report(head: str, publisher: str | None, authors: object) -> None:
    article = text(f"{head}{PROSE}\n{PROSE}")
    assert (article.title, article.publisher, article.authors) == (None, publisher, authors)


def test_a_stated_source_comes_before_the_first_words() -> None:
    assert text(f"标题在此\n来源：甲报 2024-05-06\n乙网北京5月5日电 {PROSE}").publisher == "甲报"


def test_a_name_where_a_headline_would_stand() -> None:
    article = text(f"张小明\n{PROSE}\n{PROSE}")
    assert (article.title, article.authors) == (None, ("张小明",))


@pytest.mark.parametrize("line", ["记者：您怎么看这次学习考察？", "问：这次考察有哪些收获？", "2024年5月"])
def test_what_is_no_headline(line: str) -> None:
    assert text(f"{line}\n{PROSE}\n{PROSE}").title is None


def test_reporters_named_after_the_first_paragraph() -> None:
    article = text(f"标题在此\n某某社北京5月6日电 题：{PROSE}\n某某社记者张小明、李丽\n{PROSE}")
    assert (article.publisher, article.authors) == ("某某社", ("张小明", "李丽"))
    assert len(article.paragraphs) == 2


@pytest.mark.parametrize("line", ["记者走基层", "新闻记者的一天", "（摘要）"])
def test_headings_that_begin_like_bylines_stay(line: str) -> None:
    article = text(f"标题在此\n来源：甲报\n{PROSE}\n{line}\n{PROSE}")
    assert line in [p.text for p in article.paragraphs]


@pytest.mark.parametrize(
    ("line", "publisher", "authors"),
    [
        ("> 来源：甲报  作者：张小明", "甲报", ("张小明",)),
        ("来　源：甲报　　作　者：张小明", "甲报", ("张小明",)),
        ("发稿时间：2024-05-06 13:15:00 来源： 甲报 乙网", "甲报", ()),
        ("原创 张小明 某某发布 2024-05-06", "某某发布", ("张小明",)),
        ("5月6日 08:30", None, ()),
        ("某某视频记者 张小明 李丽", None, ("张小明", "李丽")),
    ],
)
def test_more_lines_under_the_headline(line: str, publisher: str | None, authors: object) -> None:
    article = text(f"标题在此\n{line}\n{PROSE}\n{PROSE}")
    assert (article.title, article.publisher, article.authors) == ("标题在此", publisher, authors)
    assert [p.text for p in article.paragraphs] == [PROSE, PROSE]


@pytest.mark.parametrize(
    ("line", "publisher", "published", "authors"),
    [
        ("原载《甲报》2024年5月6日第1版", "甲报", "2024-05-06", ()),
        ("（转自甲报）", "甲报", None, ()),
        ("转自：某某发布", "某某发布", None, ()),
        ("（张小明 李丽）", None, None, ("张小明", "李丽")),
        ("文/张小明 图/李丽", None, None, ("张小明",)),
        ("（某某频道记者 张小明）", None, None, ("张小明",)),
    ],
)
def test_more_lines_under_the_text(line: str, publisher: str | None, published: str | None, authors: object) -> None:
    article = text(f"标题在此\n{PROSE}\n{PROSE}\n{line}")
    assert (article.publisher, article.published, article.authors) == (publisher, published, authors)
    assert [p.text for p in article.paragraphs] == [PROSE, PROSE]


@pytest.mark.parametrize("line", ["□ 本报记者 张小明", "文/张小明", "执笔人：张小明", "（本报记者 张小明）"])
def test_bylines_at_the_foot(line: str) -> None:
    article = text(f"标题在此\n来源：甲报\n{PROSE}\n{PROSE}\n{line}")
    assert article.authors == ("张小明",)
    assert article.paragraphs[-1].text == PROSE


def test_structure() -> None:
    article = text(
        f"标题在此\n来源：某报\n一、总体情况\n{PROSE}\n（一）主要做法\n● 建机制\n{PROSE}\n1.强化统筹。{PROSE}"
    )
    kinds = [(p.kind, p.level, p.text[:5]) for p in article.paragraphs]
    assert kinds == [
        ("heading", 1, "一、总体情"),
        ("body", None, PROSE[:5]),
        ("heading", 2, "（一）主要"),
        ("heading", None, "建机制"),
        ("body", None, PROSE[:5]),
        ("body", None, "1.强化统"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "您现在的位置：首页 > 新闻中心 > 正文",
        "上一篇：某地召开会议",
        "【打印本页】【关闭窗口】",
        "分享到：微信 微博 QQ空间",
        "版权所有：某某网 未经许可不得转载",
        "备案序号：某ICP备00000000号",
        "联系电话：000-0000000",
        "本报读者QQ交流群：123456",
        "（原标题：某地推进改革）",
        "图为考察现场。某某摄",
        "上一页 1 2 3 下一页",
    ],
)
def test_boilerplate_after_the_text_is_dropped_and_recorded(line: str) -> None:
    article = text(f"某地推进改革\n来源：某报\n{PROSE}\n{PROSE}\n{line}")
    assert [p.text for p in article.paragraphs] == [PROSE, PROSE]
    assert line in {row.text for row in article.dropped} | {line} if "：" in line else True
    assert len(article.dropped) == 2


@pytest.mark.parametrize(
    "line",
    [
        "分享发展红利",
        "关闭落后产能",
        "评论员当好裁判员",
        "图强争先谱新篇",
        "完善体制机制",
        "展现发展全景",
        "地址公园建设",
        "收藏时代记忆",
        "来源地管理",
    ],
)
def test_headings_that_begin_like_buttons_stay(line: str) -> None:
    article = text(f"某地推进改革\n来源：某报\n{PROSE}\n{line}\n{PROSE}")
    assert [p.text for p in article.paragraphs] == [PROSE, line, PROSE]


def test_lists_of_other_articles_end_the_text() -> None:
    article = text(f"某地推进改革\n来源：某报\n{PROSE}\n{PROSE}\n{PROSE}\n相关新闻\n另一县召开大会\n{PROSE}另一篇。")
    assert [p.text for p in article.paragraphs] == [PROSE] * 3


def test_contact_lines_inside_the_text_are_content() -> None:
    line = "主办单位：市教体局，各县市区人民政府。"
    assert line in [p.text for p in text(f"民生实事\n来源：某报\n{PROSE}\n{line}\n{PROSE}").paragraphs]


def test_width() -> None:
    article = text(f"{PROSE}\n增长6.5%,达1,234.5亿元(其中:工业500亿元);RCEP(2022)生效,“真好!”他说?０１Ａ是编号")
    assert (
        article.paragraphs[1].text
        == "增长6.5%，达1,234.5亿元（其中：工业500亿元）；RCEP（2022）生效，“真好！”他说？01A是编号"
    )


def test_lines_broken_at_a_fixed_width_are_joined() -> None:
    wrapped = "\n".join(PROSE[i : i + 20] for i in range(0, len(PROSE), 20))
    article = text("\n".join(["某地推进改革工作取得显著成效获得好评", "", *(f"　　{wrapped}" for _ in range(5))]))
    assert [p.text for p in article.paragraphs] == [PROSE] * 5


SHORT = (
    "去年全县新修机耕道三百一十七公里，改造低压线路，家家通了动力电。",
    "合作社由12家增加到46家，社员人均分红2310.5元，比上年增长18.4%，其中山区三个乡镇增长更快一些，达到两成以上。",
    "下一步，将把冷库建到村口，让鲜果当天出山。",
)


def wrapped(paragraph: str, width: int) -> list[str]:
    return [paragraph[at : at + width] for at in range(0, len(paragraph), width)]


@pytest.mark.parametrize("width", [20, 22, 26])
def test_short_paragraphs_broken_at_a_width_are_joined_without_indents(width: int) -> None:
    lines = [line for paragraph in SHORT * 3 for line in wrapped(paragraph, width)]
    article = text("\n".join(["某县农业生产情况", "来源：某报", *lines]))
    assert "".join(p.text for p in article.paragraphs) == "".join(SHORT * 3)
    assert all("18.4%" in p.text for p in article.paragraphs if "增长" in p.text)


def test_numbers_that_were_not_broken_leave_lines_short() -> None:
    paragraph = "全镇有1234.5亩茶园、2345.6亩果园和345.67亩鱼塘，产值123456.7万元，税收2345.67万元，户均增收12345.6元。"
    lines: list[str] = [""]
    for piece in re.findall(r"[0-9.]+|.", paragraph):
        if len(lines[-1]) + len(piece) > 20:
            lines.append("")
        lines[-1] += piece
    article = text("\n".join(["某镇的账本", "来源：某报", *lines, *lines, *lines]))
    assert "".join(p.text for p in article.paragraphs) == paragraph * 3
    assert not any(p.text[0].isdigit() for p in article.paragraphs)


def test_headings_of_one_length_are_not_joined() -> None:
    headings = [f"第{n}部分 某县工业园区建设情况报告" for n in "甲乙丙丁戊己庚辛"]
    assert [p.text for p in text("\n".join([PROSE, *headings])).paragraphs] == [PROSE, *headings]


def test_lines_that_number_pages_part_no_sentence() -> None:
    long = PROSE + PROSE
    one, other = long[:62], long[62:]
    pages = (PROSE, "— 2 —", one, "— 3 —", other, "第4页 共9页", PROSE)
    article = text("\n".join(("某地推进改革", "来源：某报", *pages)))
    assert [p.text for p in article.paragraphs] == [PROSE, long, PROSE]
    assert [one.text for one in article.dropped if one.reason == "page_number"] == ["— 2 —", "— 3 —", "第4页 共9页"]


def test_spaces_strewn_over_prose_go() -> None:
    strewn = (
        "全县新建机耕道三百公 里，改造低压 线路，家家通了动 力电，农民人均收入增长了1 8.4%，山区群 众也用上了自来水。"
    )
    article = text(f"某县农业 生产情况\n来源：某报\n{strewn}\n{PROSE}")
    assert article.title == "某县农业 生产情况"
    assert article.paragraphs[0].text == strewn.replace(" ", "")
    assert [repair.before for repair in article.repairs if not repair.certain] == ["增长了1 8.4%"]


def test_spaces_between_words_and_names_stay() -> None:
    meant = "三个村抱团发展，一是修路 二是通水 三是建冷库，（记者 张明 通讯员 李强）走访后认为，这条路走对了。"
    assert text(f"某县见闻\n来源：某报\n{meant}\n{PROSE}").paragraphs[0].text == meant


def test_lines_of_scanned_text_are_joined() -> None:
    sizes = [23, 31, 27, 35, 29, 33]
    pieces, rest = [], PROSE * 6
    while rest:
        size = sizes[len(pieces) % len(sizes)]
        pieces.append(rest[:size])
        rest = rest[size:]
    article = text("\n".join(["某地推进改革工作", "来源：某报", *pieces]))
    assert "".join(p.text for p in article.paragraphs) == PROSE * 6
    assert len(article.paragraphs) <= 4


def test_nothing_usable() -> None:
    for raw, reason in (
        ("来源：某报\n2024-01-01", "no_text"),
        ("Only English words stand here.\nAnd more of them.", "not_chinese"),
    ):
        with pytest.raises(SourceError) as caught:
            text(raw)
        assert caught.value.reason == reason


def test_what_the_container_says_comes_first() -> None:
    told = Metadata(title="甲", publisher="乙报", published="2020-01-02", authors=("丙丁",))
    article = text(f"另一标题\n来源：某报\n{PROSE}", metadata=told)
    assert (article.title, article.publisher, article.published, article.authors) == (
        "甲",
        "乙报",
        "2020-01-02",
        ("丙丁",),
    )


def test_identifier_comes_from_the_content() -> None:
    one, two = text(f"标题\n来源：甲报\n{PROSE}"), text(f"标题\n来源：乙报\n\n　　{PROSE}")
    assert one.article_id == two.article_id != text(PROSE).article_id


LINES = st.lists(
    st.text(alphabet="产业发展县委，。：“”一、（）1.来源报", min_size=1, max_size=40), min_size=1, max_size=8
)


@given(LINES)
@settings(max_examples=150, deadline=None)
def test_cleaning_settles(lines: list[str]) -> None:
    """The paragraphs of a clean text, cleaned again, are the same."""
    try:
        once = text("\n".join([PROSE, *lines, PROSE]))
    except SourceError:
        return
    again = text("\n".join(p.text for p in once.paragraphs))
    assert [p.text for p in again.paragraphs] == [p.text for p in once.paragraphs]


def test_buttons_of_document_sites_are_no_headline() -> None:
    for furniture in ("文档预览下载", "首页 工作总结 某县水利工作", "范文网 首页", "- 推荐阅读"):
        assert text(f"{furniture}\n某县水利工作情况\n{PROSE}\n{PROSE}").title == "某县水利工作情况"


def test_a_row_of_a_table_of_fields_is_metadata() -> None:
    article = text(f"索引号： | 00123/2024 | 发布机构： | 某县水利局 | |\n关于修渠的通知\n{PROSE}\n{PROSE}")
    assert (article.title, article.publisher) == ("关于修渠的通知", "某县水利局")


def test_all_lines_above_a_subtitle_are_the_headline() -> None:
    article = text(f"第三篇：考察材料\n修好渠\n种好田\n——关于某县水利的调查\n{PROSE}\n{PROSE}")
    assert (article.title, article.subtitle) == ("修好渠 种好田", "关于某县水利的调查")
    assert text(f"第三篇：考察某县水利的报告\n{PROSE}").title == "考察某县水利的报告"


def test_where_and_when_a_speech_was_given_is_no_headline() -> None:
    article = text(f"——2019年2月3日在某县第九届人民代表大会第二次会议上\n某县人民政府县长 李明\n{PROSE}\n{PROSE}")
    assert (article.title, article.published, article.authors) == (None, "2019-02-03", ("李明",))
    assert text(f"在全县水利工作会议上的讲话\n{PROSE}\n{PROSE}").title == "在全县水利工作会议上的讲话"


def test_a_dash_inside_a_title_mark_parts_no_headline() -> None:
    title = "《水到渠成——山区治水的答卷》系列报道之三"
    assert (text(f"{title}\n来源：某报\n{PROSE}").title) == title


def test_a_covering_note_names_the_document() -> None:
    note = "各乡镇人民政府：\n《某县灌区改造三年行动方案》已经县政府常务会议同意，现印发给你们，请认真执行。"
    assert text(f"{note}\n{PROSE}").title == "某县灌区改造三年行动方案"


def test_an_account_of_the_site_is_no_publisher() -> None:
    assert text(f"某县修渠\n来源：admin2023 时间：2023-03-04\n{PROSE}").publisher is None


def test_a_mail_has_greeting_and_signature_around_its_text() -> None:
    mail = Metadata(title="修渠情况", received="2023-03-04")
    lines = ("王主任，您好！报送信息一篇，请审。", PROSE, PROSE, "--", "李明", "水利局办公室 123-4567")
    article = text("\n".join(lines), metadata=mail)
    assert [p.text for p in article.paragraphs] == [PROSE, PROSE]
    assert article.published == "2023-03-04"
    assert [one.reason for one in article.dropped] == ["greeting", "signature"]
    assert text(f"{PROSE}\n（2021年5月6日）", metadata=mail).published == "2021-05-06"


@pytest.mark.parametrize("opening", ["内容摘要：", "同志们：", " 各位代表："])
def test_a_headline_that_runs_into_the_text_is_parted_from_it(opening: str) -> None:
    article = text(f"山区小水利的出路——某县修渠调查报告{opening}{PROSE}{PROSE}")
    assert (article.title, article.subtitle) == ("山区小水利的出路", "某县修渠调查报告")
    assert article.paragraphs[0].text == f"{opening.strip()}{PROSE}{PROSE}"
    assert text(f"今天开会，{opening}{PROSE}").title is None


def test_who_stands_where_in_a_picture_is_a_caption() -> None:
    captions = ("县长李明（左二）在渠首察看水情", "工人在渠上铺设管道（2023年5月6日摄）。")
    article = text("\n".join(("某县修渠", "来源：某报", captions[0], PROSE, captions[1], PROSE)))
    assert [p.text for p in article.paragraphs] == [PROSE, PROSE]
    assert [one.text for one in article.dropped if one.reason == "caption"] == list(captions)


def test_numbers_alone_that_count_on_are_pages() -> None:
    page = "\n".join([PROSE] * 6)
    article = text(f"某县修渠\n来源：某报\n{page}\n7\n{page}\n8\n{page}")
    assert [p.text for p in article.paragraphs] == [PROSE] * 18
    kept = text(f"某县修渠\n来源：某报\n{PROSE}\n项目\n1\n水渠\n2\n水池\n{PROSE}")
    assert "1" in [p.text for p in kept.paragraphs]


def test_numbers_of_pages_one_under_the_other_go() -> None:
    long = PROSE.rstrip("。") * 2
    article = text(f"某县修渠\n来源：某报\n{long}\n— 2 —\n第3页\n- 4 -\n{PROSE}\n— 5 —")
    assert [p.text for p in article.paragraphs][-1] == PROSE
    assert sum(one.reason == "page_number" for one in article.dropped) == 4


@pytest.mark.parametrize(
    ("head", "title", "published", "publisher", "authors"),
    [
        ("某村调查 某日报社、某省委党校联合调研组\n来源：《某刊》2025/21", "某村调查", None, "某刊", ()),
        (
            "赴外地考察的报告\n某市人大常委会考察组",
            "赴外地考察的报告",
            None,
            "某市人大常委会",
            ("某市人大常委会考察组",),
        ),
        ("某市委书记 张大山 某市市长 李小河", None, None, None, ("张大山", "李小河")),
        ("—— 某县考察团随行记", "某县考察团随行记", None, None, ()),
        ("张大山率队赴外地考察\n| 招商动态 |2016-09-14", "张大山率队赴外地考察", "2016-09-14", None, ()),
        ("挂职干部促协作\n某社区网友  2012-06-02  互联网", "挂职干部促协作", "2012-06-02", None, ()),
        ("释义 |", None, None, None, ()),
        ("主编：绪言 执行主编/编辑：李蕊封面设计/组版：李腾 校对：张慧", None, None, None, ()),
        (
            "某省-某市（前海）产业合作大会成功举行\n2025-12-01",
            "某省-某市（前海）产业合作大会成功举行",
            "2025-12-01",
            None,
            (),
        ),
    ],
)
def test_what_stands_over_the_text(
    head: str, title: str | None, published: str | None, publisher: str | None, authors: tuple[str, ...]
) -> None:
    article = text(f"{head}\n{PROSE}")
    assert (article.title, article.published, article.publisher, article.authors) == (
        title,
        published,
        publisher,
        authors,
    )
    assert [paragraph.text for paragraph in article.paragraphs] == [PROSE]
