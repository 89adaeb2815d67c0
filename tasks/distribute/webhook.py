"""Group robots of 企业微信, 钉钉 and 飞书, and any receiver of JSON: a short text with the 提要 and where the PDF lies.

Sources: the makers' pages 群机器人配置说明 (企业微信), 自定义机器人接入 (钉钉), 自定义机器人使用指南 (飞书).
Addresses are secrets: they stand in no message and no log.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus

import httpx

from tasks.distribute.letter import Letter
from tasks.distribute.outcomes import ChannelDown, Later, Refused, Unclear
from tasks.distribute.settings import Webhook
from tasks.distribute.ways import Clock

WECOM_BYTES = 4096  # 企业微信: markdown content
DINGTALK_BYTES = 18_000  # 钉钉: a message's body is at most 20,000 bytes
FEISHU_BYTES = 18_000  # 飞书: a request is at most 20 KB
# Codes that mean “busy” or “too often”: -1 and 45009 企业微信, -1, 130101 and 410100 钉钉, 9499 and 11232 飞书.
BUSY = {"企业微信": {-1, 45009}, "钉钉": {-1, 130101, 410100}, "飞书": {9499, 11232}, "通用": set[int]()}
TOO_OFTEN, UNAVAILABLE = 429, 503
# Signs that robots read as mark-up or as calling people; text of articles must do neither.
_PLAIN = str.maketrans("<>[]()*_`#@|\\", "＜＞［］（）＊＿｀＃＠｜＼")


class WebhookChannel:
    """Posts letters to the robots that the settings name, through the client given (which follows no redirects)."""

    repeatable = False

    def __init__(self, webhooks: Mapping[str, Webhook], client: httpx.Client, clock: Clock) -> None:
        self._webhooks = webhooks
        self._client = client
        self._clock = clock

    def deliver(self, letter: Letter) -> None:
        """Post one message; see ``outcomes`` for how it can fail."""
        webhook = self._webhooks[letter.recipient.target]
        url, body, headers = request_for(webhook, letter, int(self._clock().timestamp()))
        try:
            reply = self._client.post(url, content=body, headers=headers, follow_redirects=False)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as problem:
            raise Later(f"{letter.recipient.target} 连接不上（{type(problem).__name__}）") from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            raise ChannelDown(f"{letter.recipient.target} 的网址不正确") from None
        except httpx.HTTPError as problem:
            raise Unclear(f"发送途中断开（{type(problem).__name__}），对方可能已收到") from None
        _judge(webhook, reply)

    def close(self) -> None:
        """Close the client."""
        self._client.close()


def request_for(webhook: Webhook, letter: Letter, seconds: int) -> tuple[str, bytes, dict[str, str]]:
    """Address, body and headers of a post made at ``seconds`` (Unix time)."""
    url = webhook.url.get_secret_value()
    key = webhook.secret.get_secret_value() if webhook.secret else ""
    headers = {"Content-Type": "application/json; charset=utf-8"}
    body = body_for(webhook, letter)
    if webhook.kind == "钉钉" and key:
        stamp = seconds * 1000
        sign = _sign(key.encode(), f"{stamp}\n{key}".encode())
        url = f"{url}{'&' if '?' in url else '?'}timestamp={stamp}&sign={quote_plus(sign)}"
    if webhook.kind == "飞书" and key:
        body |= {"timestamp": str(seconds), "sign": _sign(f"{seconds}\n{key}".encode(), b"")}
    content = json.dumps(body, ensure_ascii=False).encode()
    if webhook.kind == "通用":
        headers["Idempotency-Key"] = letter.identity
        if key:
            headers["X-Hujian-Signature"] = "sha256=" + hmac.new(key.encode(), content, hashlib.sha256).hexdigest()
    return url, content, headers


def body_for(webhook: Webhook, letter: Letter) -> dict[str, Any]:
    """What is posted, before it is signed."""
    if webhook.kind == "企业微信":
        return {"msgtype": "markdown", "markdown": {"content": _markdown(letter, WECOM_BYTES)}}
    if webhook.kind == "钉钉":
        return {"msgtype": "markdown", "markdown": {"title": letter.heading, "text": _markdown(letter, DINGTALK_BYTES)}}
    if webhook.kind == "飞书":
        content = [[{"tag": "text", "text": line}] for line in _fitting(_lines(letter), FEISHU_BYTES)]
        content += [[{"tag": "a", "text": link.name, "href": link.url}] for link in letter.addresses]
        return {"msg_type": "post", "content": {"post": {"zh_cn": {"title": letter.heading, "content": content}}}}
    return _generic(letter)


def _generic(letter: Letter) -> dict[str, Any]:
    links = {link.name: link.url for link in letter.addresses}
    return {
        "id": letter.identity,
        "issue": letter.edition.issue,
        "title": letter.heading,
        "date": letter.edition.date,
        "issuer": letter.edition.issuer,
        "correction": letter.correction,
        "highlights": [line.model_dump() for line in letter.lines],
        "documents": [
            {"name": one.name, "sha256": one.sha256, "bytes": one.size, "url": links.get(one.name)}
            for one in letter.documents
        ],
    }


def _markdown(letter: Letter, limit: int) -> str:
    """Heading and links always, as many lines of the 提要 as fit between them."""
    head = [f"**{_plain(letter.heading)}**", f"{_plain(letter.edition.issuer)}　{letter.date}"]
    links = [f"[{_plain(link.name)}]({link.url})" for link in letter.addresses]
    used = sum(len(line.encode()) + 2 for line in head + links)
    return "\n\n".join([*head, *_fitting([_plain(line) for line in _lines(letter)], limit - used), *links])


def _lines(letter: Letter) -> list[str]:
    note = ["本件代替此前发送的同一期，请以本件为准。"] if letter.correction else []
    numbered = enumerate(letter.lines, start=1)
    return note + [f"{n}．{line.lead}：{line.text}" if line.lead else f"{n}．{line.text}" for n, line in numbered]


def _fitting(lines: list[str], limit: int) -> list[str]:
    """The first lines that fit into ``limit`` bytes, whole."""
    kept: list[str] = []
    for line in lines:
        limit -= len(line.encode()) + 2
        if limit < 0:
            break
        kept.append(line)
    return kept


def _plain(text: str) -> str:
    return " ".join(text.translate(_PLAIN).split())


def _sign(key: bytes, words: bytes) -> str:
    return base64.b64encode(hmac.new(key, words, hashlib.sha256).digest()).decode()


def _judge(webhook: Webhook, reply: httpx.Response) -> None:
    """Read the answer: the HTTP status first, then the robot's own code."""
    status = reply.status_code
    if status in (TOO_OFTEN, UNAVAILABLE):
        raise Later(f"对方暂时拒收（HTTP {status}）")
    if status >= 500:
        raise Unclear(f"对方出错（HTTP {status}），可能已收到")
    if status >= 300:
        raise Refused(f"对方拒收（HTTP {status}）")
    if webhook.kind == "通用":
        return
    code = _robot_code(reply)
    if code is None:
        raise Unclear("对方的答复看不懂，可能已收到")
    if code in BUSY[webhook.kind]:
        raise Later(f"对方暂时拒收（{code}）")
    if code != 0:
        raise Refused(f"对方拒收（{code}）")


def _robot_code(reply: httpx.Response) -> int | None:
    try:
        answer = reply.json()
    except ValueError:
        return None
    code = answer.get("errcode", answer.get("code", answer.get("StatusCode"))) if isinstance(answer, dict) else None
    return code if isinstance(code, int) else None
