"""Addresses: a server on loopback, feeds, robots, retries, caps, and no way into the local network."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tasks.ingest import Limits, discover
from tasks.models import Quarantined, Source

PAGE = "<html><body><h1>考察报告</h1><p>考察团先后走访了三个镇，大家深受启发。</p></body></html>"
OPEN = Limits(allow_private_addresses=True, fetch_seconds=5.0, fetch_pause=0.01, file_bytes=100_000)


class Site(BaseHTTPRequestHandler):
    tries: dict[str, int] = {}  # noqa: RUF012 (one server, one test session)

    def do_GET(self) -> None:
        self.tries[self.path] = self.tries.get(self.path, 0) + 1
        pages = {
            "/robots.txt": (200, "User-agent: *\nDisallow: /private"),
            "/page": (200, PAGE),
            "/private/page": (200, PAGE),
            "/large": (200, "大" * 200_000),
            "/flaky": (503, "") if self.tries[self.path] < 2 else (200, PAGE),
            "/feed": (200, self.feed()),
        }
        status, text = pages.get(self.path, (404, ""))
        if self.path in ("/away", "/loop"):
            self.send_response(302)
            self.send_header("Location", "/page" if self.path == "/away" else "/loop")
            self.end_headers()
            return
        self.send_response(status)
        self.end_headers()
        self.wfile.write(text.encode())

    def feed(self) -> str:
        full = "全文。" * 200
        return (
            '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
            "<item><title>甲</title><link>/page</link></item>"
            f"<item><title>乙</title><link>/none</link><content:encoded>{full}</content:encoded></item></channel></rss>"
        )

    def log_message(self, *args: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


def fetched(address: str, limits: Limits = OPEN) -> list[str]:
    return [
        found.reason if isinstance(found, Quarantined) else found.content.decode()
        for found in discover([address], limits)
    ]


def test_page(site: str) -> None:
    assert fetched(f"{site}/page") == [PAGE]
    assert fetched(f"{site}/away") == [PAGE]
    assert fetched(f"{site}/flaky") == [PAGE]


def test_what_fails_is_a_row(site: str) -> None:
    assert fetched(f"{site}/none") == ["fetch_failed"]
    assert fetched(f"{site}/loop") == ["fetch_failed"]
    assert fetched(f"{site}/large") == ["too_large"]
    assert fetched(f"{site}/private/page") == ["fetch_refused"]


def test_feed(site: str) -> None:
    found = list(discover([f"{site}/feed"], OPEN))
    assert all(isinstance(entry, Source) for entry in found)
    assert [entry.content.count("全文".encode()) for entry in found if isinstance(entry, Source)] == [0, 200]


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/", "http://localhost:1/", "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest"],
)
def test_the_local_network_is_closed(address: str) -> None:
    assert fetched(address, Limits()) == ["fetch_refused"]
