"""The kinds of lines that are no body text, from ``data/lines.yaml``, checked when they are loaded."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from tasks.knowledge import reader
from tasks.models import Model

# Longer lines are running text, whatever they begin with.
LONGEST = 120


class LineKinds(Model):
    """All kinds: rules by reason, endings after which nothing follows, captions, names of outlets."""

    rules: dict[str, tuple[str, ...]]
    endings: tuple[str, ...]
    captions: tuple[str, ...]
    editions: str
    weak_captions: tuple[str, ...]
    outlet: str
    weak_outlet: str

    @cached_property
    def _rules(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((reason, _any(patterns)) for reason, patterns in self.rules.items())

    @cached_property
    def _others(self) -> dict[str, re.Pattern[str]]:
        groups = {
            "ending": self.endings,
            "caption": self.captions,
            "edition": (self.editions,),
            "weak": self.weak_captions,
            "outlet": (self.outlet,),
            "weak_outlet": (self.outlet, self.weak_outlet),
        }
        return {name: _any(patterns) for name, patterns in groups.items()}

    def reason(self, text: str) -> str | None:
        """Why a line is boilerplate, None when it is not."""
        return next((reason for reason, pattern in self._rules if pattern.fullmatch(text)), None)

    def is_ending(self, text: str) -> bool:
        """Whether the article is over where this line stands."""
        return self._others["ending"].fullmatch(text) is not None

    def is_caption(self, text: str, *, weak: bool = False) -> bool:
        """Whether a line stands under a picture; with ``weak`` also bare names of what pictures show."""
        return bool(self._others["caption"].fullmatch(text) or (weak and self._others["weak"].fullmatch(text)))

    def is_edition(self, text: str) -> bool:
        """Whether a line only says in which paper, on which day and page the article stood."""
        return self._others["edition"].fullmatch(text) is not None

    def is_outlet(self, text: str, *, dated: bool) -> bool:
        """Whether a line is the name of something that publishes; beside a date a weaker name will do."""
        return self._others["weak_outlet" if dated else "outlet"].fullmatch(text) is not None


def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))


line_kinds = reader(Path(__file__).parent / "data" / "lines.yaml", LineKinds)
