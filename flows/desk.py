"""The desk of a run: what its stages hand to one another, batch by batch, and which of it is already done.

The flow says what runs in which order; the desk holds the material. A step that was done is not done again: whoever
asks first does it, others wait for the result. So a thread may work ahead while Prefect's server is still getting up
(its start takes longer than the work on a few articles), and the flow's task runs then find their work done.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Self, TypeVar

from flows import issue as issues
from flows.order import Order, Outcome
from flows.records import duplicate, write_records
from flows.run_record import counts_of, fingerprint_of, identity_of, write_record
from flows.stages import Work, run_batch
from flows.store import Store
from tasks.models import (
    Article,
    ArticleSummary,
    ClassifiedArticle,
    Composition,
    Issue,
    Quarantined,
    RawDocument,
    Source,
)

Result = TypeVar("Result")
Progress = Callable[[str, int, int], None]
BATCH_STAGES = ("ingest", "clean", "classify", "summarise")


class Desk:
    """One run in ``order.out``, which it holds alone from entering to leaving."""

    def __init__(self, order: Order, progress: Progress | None = None) -> None:
        self.order = order
        self.out = Path(order.out)
        self.store = Store(Path(order.state) / "store", fresh=order.fresh)
        self.work = Work(order, self.store)
        self.quarantined: dict[str, list[Quarantined]] = {}
        self._progress = progress or (lambda *_: None)
        self._done: dict[tuple[str, int], Future[Any]] = {}
        self._lock = threading.Lock()
        self._stack = ExitStack()
        self._ahead: threading.Thread | None = None
        self._stopping = threading.Event()

    def __enter__(self) -> Self:
        """Take the output folder and find the inputs."""
        self._stack.enter_context(issues.sole_use(self.out))
        try:
            self._take_in()
        except BaseException:
            self._stack.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop working ahead, sweep up what was not published, let the output folder go."""
        self._stopping.set()
        if self._ahead is not None:
            self._ahead.join()
        self._stack.close()
        if not self.order.fresh:
            self.store.prune(self.order.cache_megabytes * 1_000_000)

    # --- what there is to do ---------------------------------------------------------------------------------------

    def _take_in(self) -> None:
        """Find the inputs and which issue they make."""
        from tasks.ingest import discover

        found = list(discover(self.order.sources, self.order.limits))
        self.sources = [item for item in found if isinstance(item, Source)]
        self._keep("discover", [item for item in found if isinstance(item, Quarantined)])
        self.identity = identity_of(self.order, found)
        year = int(self.order.date[:4]) if self.order.date else None
        same = None if self.order.new else issues.same_issue(self.out, self.identity, year)
        before = issues.read_record(same) if same else {}
        date = self.order.date or str(before.get("date") or self.order.today)
        self.issue: Issue = issues.number_issue(self.out, date, same)
        self.fingerprint = fingerprint_of(self.order, found, self.issue)
        self._unchanged = (
            same
            if same
            and not self.order.fresh
            and before.get("fingerprint") == self.fingerprint
            and issues.is_intact(same)
            else None
        )

    def unchanged(self) -> Outcome | None:
        """The issue as it stands, when nothing that could change it has changed."""
        if self._unchanged is None:
            return None
        record = issues.read_record(self._unchanged)
        return Outcome(
            folder=str(self._unchanged),
            issue=self._unchanged.name,
            unchanged=True,
            counts=record["counts"],
            seconds={},
            files=tuple(sorted(record["outputs"])),
            quarantined=tuple(Quarantined.model_validate(row) for row in record["quarantined"]),
        )

    @property
    def batches(self) -> int:
        """How many batches the inputs make; none make one, so that every run has the same shape."""
        return max(1, -(-len(self.sources) // self.order.batch_size))

    # --- the steps -------------------------------------------------------------------------------------------------

    def ingest(self, number: int) -> int:
        """Read batch ``number``; how many documents it gave."""
        return len(self._once("ingest", number, lambda: self._ingest(number)))

    def clean(self, number: int) -> int:
        """Clean batch ``number``; how many articles it gave."""
        return len(self._once("clean", number, lambda: self._clean(number)))

    def deduplicate(self) -> int:
        """Set articles of all batches against one another; how many are duplicates."""
        return sum(article.duplicate_of is not None for article in self._once("deduplicate", 0, self._deduplicate))

    def classify(self, number: int) -> int:
        """Understand batch ``number`` of the originals; how many articles it gave."""
        return len(self._once("classify", number, lambda: self._classify(number)))

    def summarise(self, number: int) -> int:
        """Summarise batch ``number``; how many articles it gave."""
        return len(self._once("summarise", number, lambda: self._summarise(number)))

    def compose(self) -> int:
        """Merge all into a briefing; how many findings it holds."""
        return len(self._once("compose", 0, self._compose).findings)

    def render(self) -> int:
        """Write the issue into its hidden folder; how many files."""
        return len(issues.hashes(self._once("render", 0, self._render)))

    def publish(self) -> Outcome:
        """Move the issue into place. Only the flow does this, never the thread that works ahead."""
        return self._once("publish", 0, self._publish)

    def work_ahead(self) -> None:
        """Begin in a thread with all steps but publishing, in the order of the flow; errors wait for who asks."""
        self._ahead = threading.Thread(target=self._all_steps, name="hujian-ahead", daemon=True)
        self._ahead.start()

    def _all_steps(self) -> None:
        with ThreadPoolExecutor(self.order.workers) as threads, suppress(Exception):
            for phase in self._phases():
                if self._stopping.is_set():
                    return
                list(threads.map(lambda step: step(), phase))

    def _phases(self) -> Iterator[list[Callable[[], int]]]:
        """All steps but publishing; those of one phase do not depend on one another."""
        numbers = range(self.batches)
        yield [partial(self.ingest, number) for number in numbers]
        yield [partial(self.clean, number) for number in numbers]
        yield [self.deduplicate]
        yield [partial(self.classify, number) for number in numbers]
        yield [partial(self.summarise, number) for number in numbers]
        yield [self.compose]
        yield [self.render]

    # --- how they are done -----------------------------------------------------------------------------------------

    def _ingest(self, number: int) -> list[RawDocument]:
        size = self.order.batch_size
        return self._sift("ingest", number, self._batch("ingest", self.sources[number * size : (number + 1) * size]))

    def _clean(self, number: int) -> list[Article]:
        raws: list[RawDocument] = self._result("ingest", number)
        articles: list[Article] = self._sift("clean", number, self._batch("clean", raws))
        since = self.order.since
        late = [a for a in articles if since and a.published and a.published < since]
        self._keep(
            f"since {number}",
            [
                Quarantined(source=a.source, reason="before_since", detail=f"早于 {since}（{a.published}）")
                for a in late
            ],
        )
        return [article for article in articles if article not in late]

    def _deduplicate(self) -> tuple[Article, ...]:
        from tasks.clean import deduplicate

        articles = list(chain.from_iterable(self._result("clean", number) for number in range(self.batches)))
        return self.work.timed("deduplicate", lambda: deduplicate(articles))

    def _classify(self, number: int) -> list[ClassifiedArticle]:
        originals = (article for article in self._result("deduplicate", 0) if article.duplicate_of is None)
        size = self.order.batch_size
        batch = list(islice(originals, number * size, (number + 1) * size))
        return self._sift("classify", number, self._batch("classify", batch))

    def _summarise(self, number: int) -> list[ArticleSummary]:
        articles: list[ClassifiedArticle] = self._result("classify", number)
        return self._sift("summarise", number, self._batch("summarise", articles))

    def _compose(self) -> Composition:
        from tasks.summarise import compose

        articles, summaries = self._understood()
        return self.work.timed(
            "compose", lambda: compose(articles, summaries, self.issue, self.order.masthead, regions=self.order.region)
        )

    def _render(self) -> Path:
        from tasks.render import render

        folder = self._stack.enter_context(issues.making(self.out))
        composition: Composition = self._result("compose", 0)
        articles = self.articles()
        self.work.timed(
            "render",
            lambda: render(composition, articles, self.order.template, folder, fonts=Path(self.order.fonts)),
        )
        write_records(folder, articles, composition, self.rows())
        return folder

    def _publish(self) -> Outcome:
        folder: Path = self._result("render", 0)
        record = write_record(self, folder)
        place = issues.publish(folder, self.out, self.issue)
        return Outcome(
            folder=str(place),
            issue=place.name,
            unchanged=False,
            counts=record["counts"],
            seconds=record["seconds"],
            files=tuple(record["outputs"]),
            quarantined=tuple(self.rows()),
            failures=self.work.failures,
        )

    # --- what came of it -------------------------------------------------------------------------------------------

    def _understood(self) -> tuple[list[ClassifiedArticle], list[ArticleSummary]]:
        """The originals that went through to the end, and their summaries, in the order of the inputs."""
        summaries = list(chain.from_iterable(self._result("summarise", number) for number in range(self.batches)))
        ids = {summary.article_id for summary in summaries}
        classified = chain.from_iterable(self._result("classify", number) for number in range(self.batches))
        return [article for article in classified if article.article.article_id in ids], summaries

    def articles(self) -> list[ClassifiedArticle]:
        """All articles of the issue in the order of the inputs; a duplicate stands with what its original says."""
        originals = {article.article.article_id: article for article in self._understood()[0]}
        return [
            originals.get(article.article_id) or duplicate(article, originals[article.duplicate_of])
            for article in self._result("deduplicate", 0)
            if article.article_id in originals or article.duplicate_of in originals
        ]

    def rows(self) -> list[Quarantined]:
        """All quarantine rows, by source."""
        return sorted(chain.from_iterable(self.quarantined.values()), key=lambda row: (row.source, row.reason))

    def counts(self) -> dict[str, int]:
        """The numbers of the closing table."""
        return counts_of(self.sources, self.articles(), self._result("compose", 0), self.rows())

    # --- the machinery ---------------------------------------------------------------------------------------------

    def _once(self, step: str, number: int, work: Callable[[], Result]) -> Result:
        """Do a step, or wait for whoever is doing it."""
        with self._lock:
            future: Future[Result] | None = self._done.get((step, number))
            mine = future is None
            if future is None:
                future = self._done[step, number] = Future()
        if mine:
            try:
                future.set_result(work())
            except BaseException as problem:
                future.set_exception(problem)
            self._tell(step)
        return future.result()

    def _result(self, step: str, number: int) -> Any:
        return self._done[step, number].result()

    def _tell(self, step: str) -> None:
        total = self.batches if step in BATCH_STAGES else 1
        with self._lock:
            done = sum(1 for name, _ in self._done if name == step)
        self._progress(step, done, total)

    def _batch(self, stage: str, items: Sequence[Any]) -> list[Any]:
        """Results of a stage in the order of ``items``; in a process of the pool when there is more than one batch."""
        if self.batches == 1 or self.order.workers == 1:
            return [getattr(self.work, stage)(item) for item in items]
        results, calls, seconds, failures = (
            self._pool().submit(run_batch, self.order, self.store, stage, items).result()
        )
        self._account(calls, seconds, failures)
        return results

    def _account(self, calls: Counter[str], seconds: Counter[str], failures: int) -> None:
        with self._lock:
            self.work.calls.update(calls)
            self.work.seconds.update(seconds)
            self.work.failures += failures

    def _pool(self) -> ProcessPoolExecutor:
        with self._lock:
            if not hasattr(self, "_processes"):
                context = multiprocessing.get_context("spawn")
                self._processes = ProcessPoolExecutor(self.order.workers, mp_context=context)
                self._stack.callback(self._processes.shutdown, cancel_futures=True)
            return self._processes

    def _sift(self, step: str, number: int, results: Sequence[Any]) -> list[Any]:
        """What can be used; the rest is kept as quarantine rows."""
        self._keep(f"{step} {number}", [item for item in results if isinstance(item, Quarantined)])
        return [item for item in results if not isinstance(item, Quarantined)]

    def _keep(self, step: str, rows: Sequence[Quarantined]) -> None:
        with self._lock:
            self.quarantined[step] = list(rows)
