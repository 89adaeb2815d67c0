"""Pages and feeds from addresses the user gave.

Politely (robots, timeouts, retries, a size cap), and never into the local network unless that was allowed.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import httpx

from tasks.errors import SourceError
from tasks.ingest.feeds import entries
from tasks.ingest.kinds import FileKind, sniff
from tasks.ingest.limits import Limits
from tasks.ingest.reasons import refusal
from tasks.ingest.sources import make_source, quarantined
from tasks.models import Quarantined, Source

AGENT = "hujian/0.1"
REDIRECTS = 5
RETRY = (429, 500, 502, 503, 504)


def fetch(address: str, limits: Limits) -> Iterator[Source | Quarantined]:
    """The page at ``address``, or every entry of the feed there; what fails is a row."""
    with httpx.Client(headers={"User-Agent": AGENT}, timeout=limits.fetch_seconds, trust_env=True) as client:
        robots: dict[str, RobotFileParser | None] = {}
        try:
            content = _get(client, address, limits, robots)
        except SourceError as problem:
            yield quarantined(address, problem)
            return
        if sniff(address, content) is not FileKind.FEED:
            yield make_source(address, content)
            return
        yield from _entries(client, content, address, limits, robots)


def _entries(
    client: httpx.Client, content: bytes, address: str, limits: Limits, robots: dict[str, RobotFileParser | None]
) -> Iterator[Source | Quarantined]:
    count = 0
    for entry in entries(content, address, limits.archive_members):
        count += 1
        try:
            yield make_source(entry.link, entry.page or _get(client, entry.link, limits, robots))
        except SourceError as problem:
            yield quarantined(entry.link, problem)
    if not count:
        yield quarantined(address, refusal("empty"))


def _get(client: httpx.Client, address: str, limits: Limits, robots: dict[str, RobotFileParser | None]) -> bytes:
    for _ in range(REDIRECTS + 1):
        check_address(address, limits)
        if not _allowed(client, address, limits, robots):
            raise refusal("fetch_refused", "robots.txt")
        status, content, location = _retried(client, address, limits)
        if location is None:
            if status != httpx.codes.OK:
                raise refusal("fetch_failed", f"HTTP {status}")
            return content
        address = urljoin(address, location)
    raise refusal("fetch_failed", "重定向过多")


def _retried(client: httpx.Client, address: str, limits: Limits) -> tuple[int, bytes, str | None]:
    for attempt in range(limits.fetch_retries + 1):
        try:
            status, content, location = _once(client, address, limits)
        except httpx.HTTPError as problem:
            if attempt == limits.fetch_retries:
                raise refusal("fetch_failed", type(problem).__name__) from problem
        else:
            if status not in RETRY or attempt == limits.fetch_retries:
                return status, content, location
        time.sleep(min(limits.fetch_pause * 2**attempt, limits.fetch_seconds))
    raise refusal("fetch_failed")


def _once(client: httpx.Client, address: str, limits: Limits) -> tuple[int, bytes, str | None]:
    with client.stream("GET", address, follow_redirects=False) as response:
        _check_peer(response, limits)
        if response.is_redirect:
            return response.status_code, b"", response.headers["location"]
        content = bytearray()
        for part in response.iter_bytes():
            content += part
            if len(content) > limits.file_bytes:
                raise refusal("too_large", f"超过{limits.file_bytes // 1_000_000} MB")
        return response.status_code, bytes(content), None


def check_address(address: str, limits: Limits) -> None:
    """Raise SourceError ``fetch_refused`` for what is no web address, or one inside the local network."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise refusal("fetch_refused", "不是网址")
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 80, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, ValueError) as problem:
        raise refusal("fetch_failed", "找不到主机") from problem
    for entry in found:
        _check_ip(str(entry[4][0]), limits)


def _check_peer(response: httpx.Response, limits: Limits) -> None:
    """Look at the address really connected to: a name may resolve otherwise the second time."""
    stream = response.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream is not None else None
    if peer:
        _check_ip(str(peer[0]), limits)


def _check_ip(text: str, limits: Limits) -> None:
    address = ipaddress.ip_address(text.partition("%")[0])
    if not limits.allow_private_addresses and not address.is_global:
        raise refusal("fetch_refused", "本机或内网地址")


def _allowed(client: httpx.Client, address: str, limits: Limits, robots: dict[str, RobotFileParser | None]) -> bool:
    parts = urlsplit(address)
    root = f"{parts.scheme}://{parts.netloc}"
    if root not in robots:
        robots[root] = _robots(client, root, limits)
    rules = robots[root]
    return rules is None or rules.can_fetch(AGENT, address)


def _robots(client: httpx.Client, root: str, limits: Limits) -> RobotFileParser | None:
    """The site's rules; a site without any allows all."""
    try:
        status, content, _ = _once(client, f"{root}/robots.txt", limits)
    except (httpx.HTTPError, SourceError):
        return None
    if status != httpx.codes.OK:
        return None
    rules = RobotFileParser()
    rules.parse(content.decode("utf-8", "replace").splitlines())
    return rules
