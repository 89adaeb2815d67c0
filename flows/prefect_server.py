"""Prefect without a server of one's own: start an embedded one early, wait for it late, stop it quietly.

Left to itself Prefect starts its embedded server only when the first flow asks for it, imports the whole server into
the client as well, and talks while it goes. Here it is a child process with a log file, started before anything else,
so that its start overlaps with the work.
"""

from __future__ import annotations

import ctypes
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

from tasks.errors import HujianError

START_TIMEOUT = 120.0  # seconds; 15–26 were measured on a new database with two busy cores
SETTLE_TIMEOUT = 2.0
STOP_TIMEOUT = 5.0
ATTEMPTS = 3  # another program may take the port between its choice and its use
PR_SET_PDEATHSIG = 1
# What its log says when the disk is full (SQLite, Python) or a file may not grow any more.
NO_SPACE = (
    "database or disk is full",
    "No space left on device",
    "File too large",
    "disk I/O error",
    "File size limit",
)
PORT_FILE = "serve.port"  # where the port of a server that stays is found

# No telemetry, no talk; Prefect's own files in our own folder. What the user set himself stands.
QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_CLIENT_METRICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": str(int(START_TIMEOUT)),
}


def set_environment(state: Path, api_url: str | None) -> bool:
    """Set Prefect's variables; must come before ``import prefect``. True when a server of the user's is to be used."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    os.environ.setdefault("PREFECT_HOME", str((state / "prefect").absolute()))
    if api_url:
        os.environ["PREFECT_API_URL"] = api_url
    return bool(os.environ.get("PREFECT_API_URL"))


def served_url(state: Path) -> str | None:
    """The API of the server that a ``hujian serve`` minds here; two on one database would be in each other's way."""
    try:
        port = int((state / PORT_FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return f"http://127.0.0.1:{port}/api" if is_healthy(port) else None


class EmbeddedServer:
    """A Prefect server on loopback, with its database in ``state``: for one run, or (with a ``port``) to stay."""

    def __init__(self, state: Path, port: int | None = None) -> None:
        self.log = state / "prefect-server.log"
        self._wanted_port = port
        self._attempts = 0
        self._begin()

    def _begin(self) -> None:
        self._attempts += 1
        self.port = self._wanted_port or free_port()
        os.environ["PREFECT_API_URL"] = self.url
        self.log.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-P", "-m", "prefect", "server", "start", "--host", "127.0.0.1"]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(  # noqa: S603 -- our own interpreter
                [*command, "--port", str(self.port)],
                env={**os.environ, "PREFECT_SERVER_UI_ENABLED": str(self._wanted_port is not None).lower()},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent,
            )

    def wait(self) -> None:
        """Until it answers; HujianError when it does not."""
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                if self._attempts == ATTEMPTS:
                    break
                self._begin()
            if self._is_healthy():
                return
            time.sleep(0.05)
        raise HujianError(self._why_not())

    def _why_not(self) -> str:
        said = self.log.read_text("utf-8", errors="replace")
        if self.log.stat().st_size == 0 or any(words in said for words in NO_SPACE):
            return f"磁盘空间不足，内置的 Prefect 服务没有启动成功（{self.log.parent}）。腾出空间后再次运行即可。"
        return f"内置的 Prefect 服务没有启动成功，详见 {self.log}。"

    def _is_healthy(self) -> bool:
        return is_healthy(self.port)

    @property
    def url(self) -> str:
        """Where its API is."""
        return f"http://127.0.0.1:{self.port}/api"

    def settle(self, flow_run: str, task_runs: int) -> None:
        """Let it write down the last task runs of a flow run before it is stopped; they reach it as events."""
        wanted = {"flow_runs": {"id": {"any_": [flow_run]}}, "task_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
        deadline = time.monotonic() + SETTLE_TIMEOUT
        while time.monotonic() < deadline and self._count("task_runs", wanted) < task_runs:
            time.sleep(0.05)

    def _count(self, what: str, wanted: dict[str, Any]) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("POST", f"/api/{what}/count", json.dumps(wanted), {"Content-Type": "application/json"})
            return int(connection.getresponse().read())
        except (OSError, ValueError):
            return 0
        finally:
            connection.close()

    def stop(self) -> None:
        """End it; it has nothing unsaved but its own housekeeping."""
        self.process.terminate()
        try:
            self.process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> Self:
        """Itself, still starting."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.stop()


def is_healthy(port: int) -> bool:
    """Whether a Prefect server answers on loopback."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/api/health")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def free_port(wanted: int = 0) -> int:
    """A port that nobody uses: the one that is wanted, if it may be had."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError:
            return free_port()
        port: int = probe.getsockname()[1]
        return port


def _die_with_parent() -> None:
    """Linux: a run that is killed leaves no server behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
