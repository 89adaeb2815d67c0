"""Group robots: what is posted, how it is signed, what an answer means."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from office import NOW, TITLE, Listener

from tasks.distribute import Distribution, Ledger, Post, Report, Result, plan, read_edition

Office = Callable[[Distribution], Post]
LINK = "https://oa.example/jianbao/"
KEY = "SEC1"
STAMP = int(NOW.timestamp())


def robot(listener: Listener, kind: str, signing: str | None = None) -> Distribution:
    url = f"http://127.0.0.1:{listener.port}/robot?key=hidden-key"
    rule = {"name": "群", "webhooks": ["office"]}
    section = {"webhooks": {"office": {"kind": kind, "url": url, "secret": signing}}, "rules": [rule], "link": LINK}
    return Distribution.model_validate(section)


def send(post: Office, issue: Path, distribution: Distribution) -> Report:
    return post(distribution).distribute(plan(read_edition(issue), distribution))


def posted(listener: Listener) -> dict[str, Any]:
    body: dict[str, Any] = json.loads(listener.posts[-1][2])
    return body


def test_wecom_gets_markdown_without_calls_or_markup_from_sources(
    issue: Path, post: Office, listener: Listener
) -> None:
    assert send(post, issue, robot(listener, "企业微信")).is_complete
    content = posted(listener)["markdown"]["content"]
    assert TITLE in content
    assert "链上招商：甲市新引进企业5家＜b＞" in content
    assert f"]({LINK}2026-003/briefing.pdf)" in content
    assert len(content.encode()) <= 4096
    assert send(post, issue, robot(listener, "企业微信")).count(Result.ALREADY) == 1
    assert len(listener.posts) == 1


def test_dingtalk_signs_the_address(issue: Path, post: Office, listener: Listener) -> None:
    send(post, issue, robot(listener, "钉钉", signing=KEY))
    query = parse_qs(urlsplit(listener.posts[0][0]).query)
    expected = hmac.new(b"SEC1", f"{STAMP * 1000}\nSEC1".encode(), hashlib.sha256).digest()
    assert query["timestamp"] == [str(STAMP * 1000)]
    assert query["sign"] == [base64.b64encode(expected).decode()]
    assert query["key"] == ["hidden-key"]
    assert posted(listener)["msgtype"] == "markdown"


def test_feishu_signs_the_body(issue: Path, post: Office, listener: Listener) -> None:
    send(post, issue, robot(listener, "飞书", signing=KEY))
    body = posted(listener)
    expected = hmac.new(f"{STAMP}\nSEC1".encode(), b"", hashlib.sha256).digest()
    assert (body["timestamp"], body["sign"]) == (str(STAMP), base64.b64encode(expected).decode())
    lines = body["content"]["post"]["zh_cn"]["content"]
    assert lines[0][0]["text"].startswith("1．链上招商")
    assert lines[-1][0] == {"tag": "a", "text": f"{TITLE}.pdf", "href": f"{LINK}2026-003/briefing.pdf"}


def test_any_other_receiver_gets_json_with_hashes_and_a_key_of_its_own(
    issue: Path, post: Office, listener: Listener
) -> None:
    send(post, issue, robot(listener, "通用", signing=KEY))
    _, headers, raw = listener.posts[0]
    body = json.loads(raw)
    assert headers["X-Hujian-Signature"] == "sha256=" + hmac.new(b"SEC1", raw, hashlib.sha256).hexdigest()
    assert headers["Idempotency-Key"] == body["id"]
    (document,) = body["documents"]
    assert document["sha256"] == hashlib.sha256((issue / "briefing.pdf").read_bytes()).hexdigest()
    assert document["url"] == f"{LINK}2026-003/briefing.pdf"
    assert [line["lead"] for line in body["highlights"]] == ["链上招商", ""]


@pytest.mark.parametrize(
    ("kind", "answers", "result", "tries"),
    [
        ("企业微信", [(200, {"errcode": 45009})], Result.SENT, 2),
        ("企业微信", [(200, {"errcode": 93000})], Result.FAILED, 1),
        ("钉钉", [(200, {"errcode": 310000})], Result.FAILED, 1),
        ("飞书", [(200, {"code": 9499}), (503, {})], Result.SENT, 3),
        ("通用", [(429, {})], Result.SENT, 2),
        ("通用", [(404, {})], Result.FAILED, 1),
        ("通用", [(302, {})], Result.FAILED, 1),
        ("通用", [(500, {})], Result.UNCLEAR, 1),
        ("通用", [None], Result.UNCLEAR, 1),
        ("钉钉", [(200, {"surprise": 1})], Result.UNCLEAR, 1),
    ],
)
def test_what_an_answer_means(
    kind: str, answers: list[Any], result: Result, tries: int, issue: Path, post: Office, listener: Listener
) -> None:
    listener.answers = list(answers)
    assert send(post, issue, robot(listener, kind)).lines[0].result is result
    assert len(listener.posts) == tries


def test_the_address_is_told_nowhere(
    issue: Path, post: Office, listener: Listener, ledger: Ledger, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="hujian")
    listener.answers = [None]
    distribution = robot(listener, "通用")
    report = send(post, issue, distribution)
    for record in caplog.records:
        if record.name.startswith("hujian"):
            assert "hidden-key" not in record.getMessage()
    assert "hidden-key" not in f"{report!r}{ledger.entries('')!r}{distribution!r}{distribution.model_dump_json()}"


def test_nobody_there_is_tried_again(issue: Path, post: Office, listener: Listener, waits: list[float]) -> None:
    distribution = robot(listener, "通用")
    webhook = distribution.webhooks["office"].model_copy(
        update={"url": type(distribution.webhooks["office"].url)("http://127.0.0.1:1/x")}
    )
    closed = distribution.model_copy(update={"webhooks": {"office": webhook}})
    line = send(post, issue, closed).lines[0]
    assert line.result is Result.WAITING
    assert len(waits) == 3
