"""What every way of delivering offers, and the ways that settings ask for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from tasks.distribute.letter import Letter

Clock = Callable[[], datetime]


class Channel(Protocol):
    """A way to deliver. ``repeatable``: delivering the same letter twice is the same as once."""

    @property
    def repeatable(self) -> bool:
        """Whether a second delivery changes nothing."""

    def deliver(self, letter: Letter) -> None:
        """Deliver, or raise one of ``outcomes``."""

    def close(self) -> None:
        """Let go of connections."""
