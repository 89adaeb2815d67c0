"""Fixtures of distribution: an issue, a certificate, a mail room, a post office over all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from office import Listener, MailRoom, clock, mail_section, mail_server, make_certificate, make_issue, web_server

from tasks.distribute import Distribution, Ledger, Post, open_channels, sqlite_url


@pytest.fixture
def issue(tmp_path: Path) -> Path:
    return make_issue(tmp_path / "out" / "2026-003")


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("certificate") / "server.pem")


@pytest.fixture
def room() -> MailRoom:
    return MailRoom()


@pytest.fixture
def listener() -> Iterator[Listener]:
    with web_server() as found:
        yield found


@pytest.fixture
def server(room: MailRoom, certificate: Path) -> Iterator[dict[str, Any]]:
    """The [distribution.mail] section for a running server."""
    with mail_server(room, certificate) as port:
        yield mail_section(port, certificate)


@pytest.fixture
def settings(server: dict[str, Any]) -> Callable[..., Distribution]:
    """Settings with the mail server, and whatever else is given."""

    def make(**section: Any) -> Distribution:
        return Distribution.model_validate({"mail": server, "allowed_domains": ["a.example"], **section})

    return make


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of either kind."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "state" / "deliveries.db")
    address: str = request.getfixturevalue("postgresql")
    return address


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    with Ledger(url, clock) as found:
        yield found


@pytest.fixture
def waits() -> list[float]:
    """The pauses that were asked for."""
    return []


@pytest.fixture
def post(ledger: Ledger, waits: list[float]) -> Callable[[Distribution], Post]:
    def make(distribution: Distribution) -> Post:
        channels = open_channels(distribution, clock, lambda: httpx.Client(timeout=5, trust_env=False))
        return Post(ledger, channels, distribution, waits.append)

    return make
