"""What would be sent, as files to look at: .eml for mail, .json for webhooks. Nothing secret, nothing sent."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from tasks.distribute.letter import Letter
from tasks.distribute.message import build_message
from tasks.distribute.planning import Plan
from tasks.distribute.sending import letter_for
from tasks.distribute.settings import Distribution
from tasks.distribute.ways import Clock
from tasks.distribute.webhook import body_for

PRIVATE = 0o600


def write_previews(plan: Plan, distribution: Distribution, folder: Path, clock: Clock) -> list[Path]:
    """One file a mail or webhook delivery; only their owner may read them, since they hold addresses and the issue."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return list(_previews(plan, distribution, folder, clock))


def _previews(plan: Plan, distribution: Distribution, folder: Path, clock: Clock) -> Iterator[Path]:
    for delivery in plan.deliveries:
        if (content := _content(letter_for(plan.edition, delivery, distribution), distribution, clock)) is not None:
            suffix = ".eml" if delivery.recipient.channel == "mail" else ".json"
            path = folder / (re.sub(r"[^\w@.+-]", "_", delivery.recipient.target) + suffix)
            path.touch(mode=PRIVATE)
            path.write_bytes(content)
            yield path


def _content(letter: Letter, distribution: Distribution, clock: Clock) -> bytes | None:
    if letter.recipient.channel == "mail" and distribution.mail:
        return build_message(letter, distribution.mail, clock()).as_bytes()
    if letter.recipient.channel == "webhook":
        body = body_for(distribution.webhooks[letter.recipient.target], letter)
        return json.dumps(body, ensure_ascii=False, indent=1).encode()
    return None
