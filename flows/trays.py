"""What the steps of a run made, batch by batch: each step is done once, and what could not be used is kept apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, TypeVar

from flows.once import Once
from flows.records import duplicate
from tasks.models import Article, ArticleSummary, ClassifiedArticle, Composition, Quarantined

Result = TypeVar("Result")
Progress = Callable[[str, int, int], None]
BATCH_STAGES = ("ingest", "clean", "classify", "summarise")


class Trays:
    """The results of steps by name and batch; ``batches`` is how many batches the inputs make."""

    def __init__(self, progress: Progress | None = None) -> None:
        self.batches = 1
        self._once = Once()
        self._progress = progress or (lambda *_: None)
        self._quarantined: dict[tuple[str, int], list[Quarantined]] = {}

    def do(self, step: str, number: int, work: Callable[[], Result]) -> Result:
        """The result of a step; whoever asks first does the work."""
        result = self._once.do(step, number, work)
        self._progress(step, self._once.finished(step), self.batches if step in BATCH_STAGES else 1)
        return result

    def result(self, step: str, number: int = 0) -> Any:
        """What a step made of a batch; KeyError when it was not begun."""
        return self._once.result(step, number)

    def all_of(self, step: str) -> list[Any]:
        """What a step made of all batches, in the order of the inputs."""
        return list(chain.from_iterable(self.result(step, number) for number in range(self.batches)))

    def sift(self, step: str, number: int, results: Sequence[Any]) -> list[Any]:
        """What can be used; the rest is kept as quarantine rows."""
        self._quarantined[step, number] = [item for item in results if isinstance(item, Quarantined)]
        return [item for item in results if not isinstance(item, Quarantined)]

    def rows(self) -> list[Quarantined]:
        """All quarantine rows, by source."""
        return sorted(chain.from_iterable(self._quarantined.values()), key=lambda row: (row.source, row.reason))

    def understood(self) -> tuple[list[ClassifiedArticle], list[ArticleSummary]]:
        """The originals that went through to the end, and their summaries, in the order of the inputs."""
        summaries: list[ArticleSummary] = self.all_of("summarise")
        ids = {summary.article_id for summary in summaries}
        return [article for article in self.all_of("classify") if article.article.article_id in ids], summaries

    def articles(self) -> list[ClassifiedArticle]:
        """All articles of the issue in the order of the inputs; a duplicate stands with what its original says."""
        originals: dict[str | None, ClassifiedArticle] = {one.article.article_id: one for one in self.understood()[0]}
        everything: tuple[Article, ...] = self.result("deduplicate")
        return [
            originals.get(article.article_id) or duplicate(article, originals[article.duplicate_of])
            for article in everything
            if article.article_id in originals or article.duplicate_of in originals
        ]

    @property
    def composition(self) -> Composition:
        """What ``compose`` made."""
        composition: Composition = self.result("compose")
        return composition
