"""How much one input may cost: caps with defaults that suit an office's folder."""

from __future__ import annotations

from tasks.models import Model


class Limits(Model):
    """Caps and permissions of reading; every cap names the quarantine reason it leads to.

    Sizes are in bytes, times in seconds. ``allow_classified`` names inputs (as the user gave them) that may be read
    though they bear a security marking.
    """

    file_bytes: int = 50_000_000  # too_large
    text_characters: int = 5_000_000  # too_large
    archive_bytes: int = 500_000_000  # archive_bomb: all members unpacked
    archive_ratio: int = 200  # archive_bomb: unpacked to packed
    archive_members: int = 20_000  # archive_bomb
    archive_depth: int = 3  # archive_bomb: archives in archives
    seconds: float = 60.0  # too_slow: one file in a parser
    memory_bytes: int = 1_000_000_000  # too_large: one file in a parser
    allow_classified: tuple[str, ...] = ()
    allow_private_addresses: bool = False
    fetch_seconds: float = 20.0
    fetch_retries: int = 2
    fetch_pause: float = 1.0
