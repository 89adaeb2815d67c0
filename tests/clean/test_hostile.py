"""Texts and pages made to cost much: each ends in time, the largest ones in a process of their own."""

from __future__ import annotations

import time

import pytest

from tasks.clean import clean
from tasks.errors import SourceError
from tasks.ingest import Limits
from tasks.models import RawDocument

PROSE = "考察团先后走访了三个镇，围绕产业发展、城市建设和民生保障等工作进行了深入交流，大家深受启发。"
PAGES = {
    "endings": "<div>" + f"<p>{PROSE}</p><h3>相关新闻</h3>" * 2000 + "</div>",
    "boxes": "<div>" + f"<p>{PROSE}</p><div><h3>相关新闻</h3><p>甲</p></div>" * 2000 + "</div>",
    "digests": f"<h3>甲</h3><p>{PROSE}</p><div>2024-01-02</div>" * 4000,
    "attributes": "<p " + 'a="b" ' * 50_000 + f">{PROSE}",
    "comments": "<!--" * 50_000 + PROSE,
}
TEXTS = {
    "digits": "(j" + "7" * 100 + "ié)" + PROSE,
    "gaps": PROSE + "\n第" + " " * 90 + "。\n" + PROSE,
    "brackets": "(" * 200_000 + PROSE,
    "commas": ",，" * 100_000 + PROSE,
    "annotations": "產(chǎn)業(yè)" * 20_000,
    "labels": ("来源：作者：编辑：" * 12 + "\n") * 2000 + PROSE,
    "names": ("记者 张三 李四 王五 赵六 孙七 周八 吴九 郑十 " * 3 + "\n") * 1000 + PROSE,
    "tails": (PROSE + "（记者 张三 李四" + " 张三" * 25 + "\n") * 500,
}
IN_TIME = 20.0  # seconds of this process, on a busy machine too


def document(text: str, markup: str) -> RawDocument:
    return RawDocument.model_validate(
        {"source": "a", "sha256": "0", "markup": markup, "text": text, "charset": "utf-8"}
    )


@pytest.mark.parametrize("name", [*TEXTS, *PAGES])
def test_it_ends(name: str) -> None:
    raw = document(TEXTS.get(name) or PAGES[name], "text" if name in TEXTS else "html")
    began = time.process_time()
    try:
        assert clean(raw).paragraphs
    except SourceError as problem:
        assert problem.reason in ("no_text", "not_chinese", "too_slow", "too_large")  # noqa: PT017 (either end is right)
    assert time.process_time() - began < IN_TIME


def test_what_takes_too_long_is_stopped() -> None:
    raw = document("產(chǎn)業(yè)?!疾旖" * 60_000, "text")
    with pytest.raises(SourceError) as caught:
        clean(raw, Limits(seconds=3.0))
    assert caught.value.reason == "too_slow"


def test_what_is_large_comes_back_the_same() -> None:
    lines = [f"第{number}段。{PROSE}" + "其中一些段落更长。" * (number % 7) for number in range(6000)]
    article = clean(document("\n".join(lines), "text"))
    assert [paragraph.text for paragraph in article.paragraphs] == lines
