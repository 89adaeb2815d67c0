"""The stages over one article each, through the store: a result that is there is taken, else made and kept.

Nothing here knows Prefect. One bad article becomes a quarantine row and never stops the others.
"""

from __future__ import annotations

import hashlib
import logging
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from flows.order import Order
from flows.store import Store, key_of
from flows.trouble import is_of_the_machine
from flows.versions import code_version
from tasks.errors import SourceError
from tasks.models import Article, ArticleSummary, ClassifiedArticle, Model, Quarantined, RawDocument, Source

Item = TypeVar("Item")
Result = TypeVar("Result")

log = logging.getLogger("hujian")

READ: TypeAdapter[RawDocument | Quarantined] = TypeAdapter(RawDocument | Quarantined)
CLEANED: TypeAdapter[Article | Quarantined] = TypeAdapter(Article | Quarantined)
SUMMARY: TypeAdapter[ArticleSummary] = TypeAdapter(ArticleSummary)
UNDERSTOOD: TypeAdapter[dict[str, Any]] = TypeAdapter(dict[str, Any])

# What of an article does not bear on what it says: where it lay, and which other article it repeats.
NOT_CONTENT = {"source", "duplicate_of"}


class Work:
    """The stages with what they need around them; counts how often each was really called, and for how long."""

    def __init__(self, order: Order, store: Store) -> None:
        self.order = order
        self.store = store
        self.calls: Counter[str] = Counter()
        self.seconds: dict[str, float] = {}
        self.failures = 0

    def ingest(self, source: Source) -> RawDocument | Quarantined:
        """Read one source; what it cannot be read for becomes a quarantine row."""
        from tasks.ingest import read

        parts = (source.name, source.sha256, self.order.limits.model_dump_json())
        return self._guarded(
            source.name,
            lambda: self._through("ingest", parts, READ, lambda: _or_row(source.name, read, source, self.order.limits)),
        )

    def clean(self, raw: RawDocument | Quarantined) -> Article | Quarantined:
        """Clean one raw document; quarantine rows pass through."""
        from tasks.clean import clean

        if isinstance(raw, Quarantined):
            return raw
        limits = self.order.limits
        parts = (_digest(raw), limits.model_dump_json())
        return self._guarded(
            raw.source, lambda: self._through("clean", parts, CLEANED, lambda: _or_row(raw.source, clean, raw, limits))
        )

    def classify(self, article: Article) -> ClassifiedArticle | Quarantined:
        """Understand one article. The article itself is not kept a second time."""
        from tasks.classify import classify

        def work() -> dict[str, Any]:
            return classify(article).model_dump(mode="json", exclude={"article"})

        def understood() -> ClassifiedArticle:
            found = self._through("classify", (_digest(article, NOT_CONTENT),), UNDERSTOOD, work)
            return ClassifiedArticle.model_validate({"article": article, **found})

        return self._guarded(article.source, understood)

    def summarise(self, article: ClassifiedArticle) -> ArticleSummary | Quarantined:
        """Summarise one classified article."""
        from tasks.summarise import summarise

        bare = article.model_copy(update={"article": article.article.model_copy(update=dict.fromkeys(NOT_CONTENT, ""))})
        return self._guarded(
            article.article.source,
            lambda: self._through("summarise", (_digest(bare),), SUMMARY, lambda: summarise(article)),
        )

    def timed(self, stage: str, work: Callable[[], Result]) -> Result:
        """Do ``work`` on the account of ``stage``."""
        start = time.perf_counter()
        try:
            return work()
        finally:
            self.calls[stage] += 1
            self.seconds[stage] = self.seconds.get(stage, 0.0) + time.perf_counter() - start

    def add(self, other: Work) -> None:
        """Take over the account of another process."""
        self.calls.update(other.calls)
        for stage, seconds in other.seconds.items():
            self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
        self.failures += other.failures

    def _through(
        self, stage: str, parts: tuple[str, ...], adapter: TypeAdapter[Result], work: Callable[[], Result]
    ) -> Result:
        key = key_of(stage, code_version(stage), *parts)
        text = self.store.get(key)
        if text is not None:
            try:
                return adapter.validate_json(text)
            except ValidationError:
                self.store.forget(key)
        result = self.timed(stage, work)
        self.store.put(key, adapter.dump_json(result))
        return result

    def _guarded(self, name: str, work: Callable[[], Result]) -> Result | Quarantined:
        """An error of ours takes one article with it, not the run; it is never kept in the store."""
        try:
            return work()
        except Exception as problem:
            if is_of_the_machine(problem):
                raise
            log.exception("%s", name)
            self.failures += 1
            return Quarantined(source=name, reason="failed", detail=f"处理时出错：{type(problem).__name__}：{problem}")


def _or_row(name: str, stage: Callable[..., Item], *arguments: object) -> Item | Quarantined:
    try:
        return stage(*arguments)
    except SourceError as problem:
        return Quarantined(source=name, reason=problem.reason, detail=problem.detail)


def _digest(value: Model, exclude: set[str] | None = None) -> str:
    return hashlib.sha256(value.model_dump_json(exclude=exclude).encode("utf-8", "surrogatepass")).hexdigest()


def run_batch(order: Order, store: Store, stage: str, items: Sequence[Any]) -> tuple[list[Any], Work]:
    """A batch in a process of its own: results in order, and the account of what they cost."""
    work = Work(order, store)
    return [getattr(work, stage)(item) for item in items], work
