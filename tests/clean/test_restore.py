"""Restoration: what the converter of ``converter.py`` does to a text is undone; intact text is left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from converter import annotate, damage, fold_bytes, lose_full_stops, show, to_traditional
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tasks.clean.restore import restore
from tasks.clean.script import simplify
from tasks.clean.traced import Traced

# Own sentences in the manner of the genre; no line of the seeds.
SENTENCES = """今年以来，全县坚持把优化营商环境作为头等大事来抓，企业开办时间由五天压缩到半天。
对照先进地区，我们在产业层次、创新能力、服务效率上仍有较大差距，龙头企业少、产业链条短的问题突出。
下一步，将围绕主导产业补链强链，新建标准厂房，完善仓储物流、检验检测等配套，力争实现全面突破。
考察团一行先后参观了智能制造产业园、城市规划展览馆和数字乡村指挥中心，大家边看边问、边听边记。
“人家能办到的，我们为什么办不到？”座谈会上，镇党委书记的一番话引起了大家的深思。
要变压力为动力，变观望为行动，把学到的经验转化为推动工作的实招，在对标中找差距、在学习中补短板。
围绕群众急难愁盼问题，开展千名干部进万家活动，现场为群众解难题、办实事，赢得了广泛赞誉。
加强与东部地区的对接协作，积极承接产业转移，共建飞地园区，探索建立利益共享机制。
学习贵在转化。各单位结合实际，制定了学习清单、任务清单、责任清单，确保件件有着落、事事有回音。
乡村振兴关键在人。实施头雁培育行动，选派优秀干部到先进村跟班学习，带动村级集体经济发展壮大。"""


def restored(text: str) -> str:
    return simplify(restore(Traced(text))[0]).text


def determined(line: str) -> int:
    """How many pairs the converter hit across a boundary in ``line``."""
    return len(annotate(to_traditional(line).encode("gbk", "ignore"))[1])


def test_the_converter_is_the_one_that_damaged_the_seeds() -> None:
    assert show(annotate("向對方學什麼".encode("gbk"))[0]) == "向?qū)Ψ綄W(xué)什麼(me)"


def test_own_sentences_come_back() -> None:
    lines = SENTENCES.split("\n")
    assert sum(map(determined, lines)) >= 6
    assert [fold(restored(damage(line))) for line in lines] == [fold(line) for line in lines]


def fold(line: str) -> str:
    """As ``damage`` leaves the width: half, which is not for restoration to mend."""
    return line.translate(str.maketrans("，；：？！（）", ",;:?!()"))


@pytest.mark.shared
def test_fresh_damage_on_real_text(shared: Path) -> None:
    """At least 95 of 100 spots that the bytes determine come back, and no line without damage changes."""
    right = spots = 0
    for path in sorted((shared / "data" / "reports").glob("*.md"))[::60]:
        for line in path.read_text("utf-8").split("\n"):
            if len(line) < 40 or any(character.isascii() for character in line):
                continue  # a digit that was eaten is determined by nothing
            traditional = to_traditional(line).encode("gbk", "ignore").decode("gbk")
            truth = simplify(Traced(traditional)).text
            assert restored(traditional) == truth
            here = determined(line)
            spots += here
            right += here * (restored(show(annotate(traditional.encode("gbk"))[0])) == truth)
    assert spots > 150
    assert right >= 0.95 * spots


@pytest.mark.parametrize("seed", range(3))
def test_full_stops_that_lost_a_byte(seed: int) -> None:
    text = "他說：“我們要加快發展。”大家都贊成。“方向已經明確。”書記最後強調，各部門要抓好落實，“一件一件辦好。”"
    damaged = lose_full_stops(text, seed, share=0.6)
    assert restored(damaged) == simplify(Traced(text)).text


@pytest.mark.parametrize(
    "truth",
    [
        "各鎮書記參加考察。考察組一行走訪了產業園區。",
        "代表團來我縣參觀學習。縣領導陪同並介紹發展經驗。",
        "要認真對標先進，確保考察學習取得成效。",
        "推動農業規模化發展，帶動農戶增收。",
    ],
)
def test_marks_found_between_the_bytes(truth: str) -> None:
    """。考 and 保考 hold ？, 模化 holds ；: what was made half-width there is put back, marked as uncertain."""
    damaged = show(annotate(fold_bytes(truth).encode("gb18030"))[0])
    text, mended = restore(Traced(damaged))
    assert fold(simplify(text).text) == fold(simplify(Traced(truth)).text)
    assert [repair.certain for repair in mended if repair.kind == "lost_byte"] == [False]


def test_an_annotation_inside_another() -> None:
    assert (
        restored("受到當(dāng)?shù)剜l(xiāng)村干部的熱烈歡(huān)迎,參觀會(huì )客廳")
        == "受到当地乡村干部的热烈欢迎,参观会客厅"
    )


def test_commas_before_every_mark() -> None:
    assert (
        restored("上午,，考察团参观园区,、学校,、医院,。大家很受启发")
        == "上午，考察团参观园区、学校、医院。大家很受启发"
    )
    assert restored("只写错了一次,，不改。") == "只写错了一次,，不改。"


def test_what_no_byte_determines_is_marked() -> None:
    text, mended = restore(Traced(damage("完成投资目标123亿元，燃气管道159公里。")))
    doubtful = [repair for repair in mended if not repair.certain]
    assert "□" in text.text
    assert doubtful
    assert "159" not in text.text or "123" not in text.text


def test_a_lost_character_is_put_back_with_a_mark() -> None:
    _, mended = restore(Traced("產(chǎn)業(yè)的規?;l展"))
    assert [(repair.after, repair.certain) for repair in mended if repair.kind == "lost_byte"] == [("規模化發", False)]


@pytest.mark.parametrize(
    "text",
    [
        "国内生产总值(GDP)增长6%，研发投入(R&D)占比(2.8%)提高。",
        "他问：“这样行吗?(笑)”大家说：“行!”",
        "产业生态圈(产业经济体系)初步形成，重庆(chongqing)两江。",
        "真的?!薄弱环节还不少。爸爸说?!备战备荒。",
        "什么?a)第一；b)第二。",
        "当 a + b = c * d 时，x < y；大家加油💪一起干。",
        "他问:真的吗? 她说:真的。对吗??没有回答。",
        "迴澜书院、溧阳市、余姚市、乾隆、著作、名著、土著。",
    ],
)
def test_intact_text_is_left_alone(text: str) -> None:
    assert restore(Traced(text)) == (Traced(text), [])


@given(st.text(alphabet="产业发展，。“”?!()aāxué的一是W\\€我们对方学习：\n", max_size=80))
@settings(max_examples=300, deadline=None)
@example("?qū)Ψ綄W(xué)")
@example("向?qū)")
def test_restoring_never_fails_and_settles(text: str) -> None:
    once = restore(Traced(text))[0].text
    assert restore(Traced(once))[0].text == once or "?" in once or "(" in once


def test_wrong_decodings() -> None:
    truth = "坚持创新驱动发展，加快产业转型升级，提高人民生活水平。"
    assert restore(Traced(truth.encode().decode("gb18030", "replace")))[0].text == truth[:-1] + "□"
    assert restore(Traced(truth.encode().decode("latin-1")))[0].text == truth
    assert restore(Traced(truth.encode("gb18030").decode("latin-1")))[0].text == truth


def test_salt_is_taken_out() -> None:
    salted = "改\u200b革开放www.example.com/ad带来发*展&amp;ldquo;活力&amp;rdquo;"
    text, mended = restore(Traced(salted))
    assert text.text == "改革开放带来发展“活力”"
    assert {repair.kind for repair in mended} == {"invisible", "inserted_address", "inserted_star", "entity"}


@pytest.mark.parametrize(
    ("damaged", "truth"),
    [
        ("??? 本报讯：县里召开会议。\n??? 会议强调三点。", "本报讯：县里召开会议。\n会议强调三点。"),
        ("编号：1-2? ? ?分类号：F3", "编号：1-2 分类号：F3"),
        ('考察报告! V; K5 ]2 x. l( I* Y" m) q4 l\n正文一段。# ]; m2 j# G" [, U7 b\'', "考察报告\n正文一段。"),
        ("治国理🞼念，适🏪🜻合各地的要🌹🃽旨，两天🍇🅽的会", "治国理念，适合各地的要旨，两天的会"),
        ("全部锟斤拷完成", "全部□完成"),
        ("⼯作报告︓⻓江⻔户︐⾼质量｡", "工作报告：长江门户，高质量。"),
        ("他说&ldquo办好&rdquo这件事，nbsp;ldquo;一定rdquo;", "他说“办好”这件事， “一定”"),
    ],
)
def test_what_was_never_text_is_taken_out(damaged: str, truth: str) -> None:
    text, mended = restore(Traced(damaged))
    assert fold(text.text) == fold(truth)
    assert mended
    assert all(repair.certain is ("□" not in repair.after) for repair in mended)


def test_an_advertisement_in_place_of_words_leaves_a_mark() -> None:
    text, mended = restore(Traced("表示对안전한 바카라师范大学的欢迎，成为안전한 바카라省的示范村。"))
    assert text.text == "表示对□师范大学的欢迎，成为□省的示范村。"
    assert not any(repair.certain for repair in mended)


def test_characters_that_someone_struck_out_stay_struck_out() -> None:
    text, mended = restore(Traced("该县**书记表示，要加快发展。"))
    assert text.text == "该县**书记表示，要加快发展。"
    assert [repair.certain for repair in mended] == [False]


def test_a_segmented_text_is_joined() -> None:
    assert (
        restore(Traced("我们 要 加快 推进 产业 转型 升级 和 高质量 发展 步伐"))[0].text
        == "我们要加快推进产业转型升级和高质量发展步伐"
    )
    assert restore(Traced("以思想破冰 引领发展突围"))[0].text == "以思想破冰 引领发展突围"


@pytest.mark.parametrize("number", ["001", "003"])
def test_the_damaged_seeds(seeds: Path, number: str) -> None:
    """Every spot that the bytes determine is restored for certain; the others are marked."""
    gold = json.loads((Path(__file__).parents[1] / "gold" / f"{number}.repairs.json").read_text("utf-8"))
    damaged = next(seeds.glob(f"{number}_*")).read_text("utf-8")
    text, mended = restore(Traced(damaged))
    clean = simplify(text).text
    spots = [spot for spot in gold if not spot.get("kept") and spot["class"].startswith(("A", "B"))]
    doubtful = [repair for repair in mended if not repair.certain]
    for spot in spots:
        half = fold(spot["true"])
        assert half in clean or spot["true"] in clean
    assert len(doubtful) == sum(not spot["deterministic"] for spot in spots)
    assert sum(repair.certain for repair in mended if repair.kind != "pinyin") == sum(s["deterministic"] for s in spots)


def test_a_simplified_text_keeps_the_name_it_writes_in_old_characters() -> None:
    text = "保护活化迴澜书院等45个历史文化项目，濠江区获评省全域旅游示范区。"
    assert simplify(Traced(text)).text == text


def test_traditional_to_simplified() -> None:
    assert simplify(Traced("破壞了環境，有著長遠影響；著作與名著")).text == "破坏了环境，有着长远影响；著作与名著"


def test_question_marks_where_nobody_asks_are_marked_as_lost() -> None:
    def lost(text: str) -> list[str]:
        return [one.before for one in restore(Traced(text))[1] if one.kind == "lost"]

    assert lost("全县渠道改造完成，灌溉用水有了保障？？h水利局负责人到场。") == ["有了保障？？h水利局"]
    assert lost("这样的渠修得好吗？？我们走访了三个村。") == []
    assert lost("渠为什么修了又坏？？干部们坐下来算账。") == []
