"""A local Prefect server that stays up: it is started again, on the same port, when it falls."""

from __future__ import annotations

import logging
import threading
from pathlib import Path
from typing import Self

from flows.issue import write_whole
from flows.prefect_server import PORT_FILE, EmbeddedServer, free_port, is_healthy
from tasks.errors import HujianError

PORT = 4200  # Prefect's own, where people look for its pages
LOOK_AGAIN = 5.0  # seconds
UNWELL = 6  # looks in a row without an answer, then the server is started again

log = logging.getLogger("hujian.serve")


class MindedServer:
    """A local Prefect server that is started again when it falls or no longer answers."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.port = free_port(PORT)
        self._server = EmbeddedServer(state, self.port)
        self._stopping = threading.Event()
        self._minder = threading.Thread(target=self._mind, name="hujian-minder", daemon=True)

    def __enter__(self) -> Self:
        """Wait until it answers, then mind it; others on this machine find it by its file."""
        try:
            self._server.wait()
        except BaseException:
            self._server.stop()
            raise
        write_whole(self.state / PORT_FILE, str(self.port).encode())
        self._minder.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop minding, then stop it."""
        self._stopping.set()
        self._minder.join()
        (self.state / PORT_FILE).unlink(missing_ok=True)
        self._server.stop()

    def _mind(self) -> None:
        unwell = 0
        while not self._stopping.wait(LOOK_AGAIN):
            unwell = 0 if is_healthy(self.port) else unwell + 1
            if self._server.process.poll() is not None or unwell >= UNWELL:
                log.warning("Prefect 服务停了，重新启动")
                unwell = 0
                self._again()

    def _again(self) -> None:
        self._server.stop()
        self._server = EmbeddedServer(self.state, self.port)
        try:
            self._server.wait()
        except HujianError:
            log.exception("Prefect 服务没有启动成功，再试")
