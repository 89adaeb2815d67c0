"""What is known of an article before its clauses are looked at: sentences, references, speeches, home, who learns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from tasks.classify.learning import Learning
from tasks.classify.places.gazetteer import Place
from tasks.classify.places.mentions import Found
from tasks.classify.places.references import Reference
from tasks.classify.speakers import Speech
from tasks.models import Article

_FAR = 1 << 60


@dataclass(slots=True)
class Discourse:
    """What is known of an article before its clauses are looked at."""

    article: Article
    found: list[Found]
    home: Place | None
    sentences: list[list[tuple[int, int]]]
    references: list[list[Reference]]
    speeches: list[list[Speech]]
    learnings: list[Learning] = field(default_factory=list)
    pair: tuple[Place, ...] = ()
    offices: dict[tuple[int, int], Place | None] = field(default_factory=dict)
    guests: tuple[Place, ...] = ()
    nation: Place | None = None

    def sentence(self, paragraph: int, offset: int) -> int:
        """The number of the sentence that holds an offset."""
        return max(0, bisect_right(self.sentences[paragraph], (offset, _FAR)) - 1)

    def speech(self, paragraph: int, start: int) -> Speech | None:
        """The speech that an offset lies in; the innermost, which begins last."""
        if not self.speeches[paragraph]:
            return None
        holding = [s for s in self.speeches[paragraph] if s.start <= start + 1 and start < s.end]
        return holding[-1] if holding else None

    def spoke_before(self, paragraph: int, start: int) -> Speech | None:
        """The last speech of the paragraph that ended before an offset: what follows often goes on for its speaker."""
        ended = [s for s in self.speeches[paragraph] if s.end <= start]
        return ended[-1] if ended else None
