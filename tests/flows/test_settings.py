"""Settings: which source wins, and how errors are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.order import Order
from flows.settings import RunSettings, load_settings
from tasks.errors import SettingsError


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_options_come_before_variables_before_the_file(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_folder / "hujian.toml").write_text('workers = 2\ntemplate = "对标清单"\nout = "一"\n', "utf-8")
    monkeypatch.setenv("HUJIAN_WORKERS", "3")
    monkeypatch.setenv("HUJIAN_TEMPLATE", "学习专题")
    settings = load_settings(workers="4", template=None)
    assert (settings.workers, settings.template, settings.out) == (4, "学习专题", Path("一"))


def test_sections_are_filled_from_file_and_variables(empty_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (empty_folder / "hujian.toml").write_text('[masthead]\nname = "工作简报"\n[limits]\nseconds = 5\n', "utf-8")
    monkeypatch.setenv("HUJIAN_MASTHEAD__ISSUER", "市委政研室")
    settings = load_settings()
    assert (settings.masthead.name, settings.masthead.issuer, settings.limits.seconds) == ("工作简报", "市委政研室", 5)


def test_lists_may_be_written_with_either_comma(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUJIAN_REGION", "成都市，绵阳市, 遂宁市")
    assert load_settings().region == ("成都市", "绵阳市", "遂宁市")


def test_all_problems_are_told_at_once_with_key_value_and_what_is_allowed(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (empty_folder / "hujian.toml").write_text(
        'workers = 0\ntemplat = "x"\n[masthead]\nnam = "x"\n[appearance]\nred = "红"\n', "utf-8"
    )
    monkeypatch.setenv("HUJIAN_STRICT", "maybe")
    monkeypatch.setenv("HUJIAN_OUTT", "x")
    with pytest.raises(SettingsError) as caught:
        load_settings(since="昨天")
    text = str(caught.value)
    for line in (
        "workers = 0：应为1 至 64 的整数",
        "templat：没有这个设置（是不是 template？）",
        "masthead.nam：没有这个设置（是不是 name？）",
        "appearance.red = “红”：应为# 和六位十六进制数的颜色",
        "strict = “maybe”：应为true 或 false",
        "since = “昨天”：应为日期 YYYY-MM-DD",
        "HUJIAN_OUTT：没有这个设置（是不是 HUJIAN_OUT？）",
    ):
        assert line in text


def test_what_does_not_fit_together_is_told_beside_what_is_wrong_by_itself(empty_folder: Path) -> None:
    (empty_folder / "hujian.toml").write_text(
        """
workers = 0
[[deployments]]
name = "周报"
every = "7天"
recipients = ["谁", "甲"]
[[deployments]]
name = "周报"
every = "很久"
[[deployments]]
name = "周报"
every = "1天"
[distribution]
pauses = [-1]
[[distribution.rules]]
name = "甲"
folders = ["盘"]
[[distribution.rules]]
name = "乙"
mail = ["a@b.example"]
""",
        "utf-8",
    )
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).splitlines()[1:] == [
        "  workers = 0：应为1 至 64 的整数",
        "  deployments第2项.every = “很久”：应为间隔，如 7天、12小时、30分钟",
        "  distribution.pauses第1项 = -1：应为各次重试前等待的秒数",
        "  distribution：规则“甲”的文件夹“盘”不在 [distribution.folders] 里",
        "  distribution：规则“乙”要发邮件，但没有 [distribution.mail]",
        "  distribution：规则“乙”的 a@b.example 不在 allowed_domains 之内",
        "  部署名“周报”用了 2 次",
        "  部署“周报”的 recipients“谁”不在 [[distribution.rules]] 里",
    ]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"workers = ", "第1行（workers =）：等号后面的值不对"),
        (b"\xff\xfe", "第1行不是 UTF-8"),
        (
            'strict = true\ntemplate = "综合简报"\n'.encode("gbk"),
            '第2行（template = "综合简报"）不是 UTF-8 编码，像是 GBK',
        ),
        ('template = "综合简报\nworkers = 2'.encode(), '第1行（template = "综合简报）：这一行的引号没有配对'),
        ("template = “综合简报”".encode(), '用了中文标点 “ ，应为英文的 " '),
        (b"workers = 1\nworkers = 2", "同一项写了两次"),
    ],
)
def test_a_broken_file_is_told_with_the_line_and_what_to_do(empty_folder: Path, content: bytes, words: str) -> None:
    (empty_folder / "hujian.toml").write_bytes(content)
    with pytest.raises(SettingsError) as told:
        load_settings()
    assert words in str(told.value)


def test_the_offices_own_place_is_one() -> None:
    with pytest.raises(SettingsError, match=r"local：叫“鼓楼区”的有\d+处（.*福建省福州市鼓楼区.*），请写全称"):
        load_settings(local="鼓楼区")
    with pytest.raises(SettingsError, match="local：没有“火星县”这个地区"):
        load_settings(local="火星县")
    assert Order.of(load_settings(local="安居区"), today="2026-11-24").local == "四川省遂宁市安居区"


def test_a_file_with_a_mark_at_its_start_is_read(empty_folder: Path) -> None:
    (empty_folder / "hujian.toml").write_bytes(b"\xef\xbb\xbfworkers = 3\r\n")
    assert load_settings().workers == 3


def test_names_that_nothing_bears_are_told_with_the_rest(empty_folder: Path) -> None:
    (empty_folder / "hujian.toml").write_text(
        'template = "综合简保"\nsources = ["来搞"]\nworkers = 0\nregion = "鸡场镇"\n'
        '[benchmarks]\n"寻乌" = ["昆山市", "火星县"]\n',
        "utf-8",
    )
    (empty_folder / "来稿").mkdir()
    with pytest.raises(SettingsError) as told:
        load_settings(RunSettings)
    assert str(told.value).splitlines()[1:] == [
        "  workers = 0：应为1 至 64 的整数",
        "  template = “综合简保”：没有这个模板（是不是“综合简报”？）",
        "  benchmarks：没有“火星县”这个地区（是不是“星子县”？）",
        "  sources：没有“来搞”这个文件或文件夹（是不是 来稿？）",
    ]


def test_places_are_ordered_by_the_names_that_results_have() -> None:
    settings = load_settings(region=("昆山",), benchmarks={"江苏省昆山市": ("浙江",)})
    order = Order.of(settings, today="2026-11-24")
    assert order.region == ("昆山市",)
    assert order.benchmarks == (("江苏省苏州市昆山市", ("浙江省",)),)


def test_the_launcher_s_own_variables_are_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUJIAN_NO_APT", "1")
    monkeypatch.setenv("HUJIAN_PYTHON", "python3")
    load_settings()
