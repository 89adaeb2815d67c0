"""The desk of a run: what its stages hand to one another, batch by batch, and which of it is already done.

The flow says what runs in which order; the desk holds the material. A step that was done is not done again: whoever
asks first does it, others wait for the result. So a thread may work ahead while Prefect's server is still getting up
(its start takes longer than the work on a few articles), and the flow's task runs then find their work done.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Self, TypeVar

from flows import issue as issues
from flows.crew import Crew
from flows.occasion import Occasion, nothing_new, occasion_of
from flows.once import Once
from flows.order import Order, Outcome
from flows.records import duplicate, write_records
from flows.run_record import counts_of, write_record
from flows.state import open_state
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
Phase = list[Callable[[], int]]
BATCH_STAGES = ("ingest", "clean", "classify", "summarise")


class Desk:
    """One run in ``order.out``, which it holds alone from entering to leaving."""

    def __init__(self, order: Order, progress: Progress | None = None) -> None:
        self.order = order
        self.out = Path(order.out)
        self.store = Store(Path(order.state) / "store", fresh=order.fresh)
        self.notes: list[str] = []
        self._quarantined: dict[tuple[str, int], list[Quarantined]] = {}
        self._progress = progress or (lambda *_: None)
        self._once = Once()
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
        self.sources: list[Source] = self._sift("discover", 0, found)
        self.crew = Crew(self.order, self.store, self.batches)
        self._stack.callback(self.crew.close)
        self.state = self._stack.enter_context(open_state(self.out, self.order.database_url(), self.order.today))
        self.occasion: Occasion = occasion_of(self.order, found, self.state)
        self.issue: Issue = self.occasion.issue
        if self.order.period and self.occasion.done is not None:
            self.state.finish_period(self.order.period, self.occasion.done.issue, self.order.today)

    def unchanged(self) -> Outcome | None:
        """The outcome as it stands, when nothing that could change it has changed."""
        return self.occasion.done

    @property
    def batches(self) -> int:
        """How many batches the inputs make; none make one, so that every run has the same shape."""
        return max(1, -(-len(self.sources) // self.order.batch_size))

    @property
    def task_runs(self) -> int:
        """How many task runs the flow makes of this run."""
        return sum(map(len, self._phases())) + 1

    # --- the steps -------------------------------------------------------------------------------------------------

    def ingest(self, number: int) -> int:
        """Read batch ``number``; how many documents it gave. Whoever makes the documents gets ready meanwhile."""
        self.crew.helpers.get_ready()
        return len(self._do("ingest", number, lambda: self._ingest(number)))

    def clean(self, number: int) -> int:
        """Clean batch ``number``; how many articles it gave."""
        return len(self._do("clean", number, lambda: self._clean(number)))

    def deduplicate(self) -> int:
        """Set articles of all batches against one another; how many are duplicates."""
        return sum(article.duplicate_of is not None for article in self._do("deduplicate", 0, self._deduplicate))

    def classify(self, number: int) -> int:
        """Understand batch ``number`` of the originals; how many articles it gave."""
        return len(self._do("classify", number, lambda: self._classify(number)))

    def summarise(self, number: int) -> int:
        """Summarise batch ``number``; how many articles it gave."""
        return len(self._do("summarise", number, lambda: self._summarise(number)))

    def compose(self) -> int:
        """Merge all into a briefing; how many findings it holds."""
        return len(self._do("compose", 0, self._compose).findings)

    def render(self) -> int:
        """Write the issue into its hidden folder; how many files."""
        return self._do("render", 0, self._render)[1]

    def publish(self) -> Outcome:
        """Move the issue into place. Only the flow does this, never the thread that works ahead."""
        return self._do("publish", 0, self._publish)

    def work_ahead(self) -> None:
        """Begin in a thread with all steps but publishing, in the order of the flow; errors wait for who asks."""
        self._ahead = threading.Thread(target=self._ahead_of_the_flow, name="hujian-ahead", daemon=True)
        self._ahead.start()

    def do_all(self) -> Outcome:
        """All steps here and now, without Prefect."""
        self._walk(self._phases())
        return self.publish()

    def understand(self) -> Composition:
        """All steps up to the composition, without documents."""
        self._walk(self._phases()[:-1])
        return self.composition

    @property
    def composition(self) -> Composition:
        """What ``compose`` made."""
        composition: Composition = self._once.result("compose")
        return composition

    def _ahead_of_the_flow(self) -> None:
        with suppress(Exception):  # whoever asks for the step that failed is told
            self._walk(self._phases())

    def _walk(self, phases: Sequence[Phase]) -> None:
        with ThreadPoolExecutor(self.order.workers) as threads:
            for phase in phases:
                if self._stopping.is_set():
                    return
                list(threads.map(lambda step: step(), phase))

    def _phases(self) -> list[Phase]:
        """All steps but publishing; those of one phase do not depend on one another."""
        numbers = range(self.batches)
        return [
            [partial(self.ingest, number) for number in numbers],
            [partial(self.clean, number) for number in numbers],
            [self.deduplicate],
            [partial(self.classify, number) for number in numbers],
            [partial(self.summarise, number) for number in numbers],
            [self.compose],
            [self.render],
        ]

    # --- how they are done -----------------------------------------------------------------------------------------

    def _ingest(self, number: int) -> list[RawDocument]:
        size = self.order.batch_size
        batch = self.sources[number * size : (number + 1) * size]
        return self._sift("ingest", number, self.crew.batch("ingest", batch))

    def _clean(self, number: int) -> list[Article]:
        raws: list[RawDocument] = self._once.result("ingest", number)
        articles: list[Article] = self._sift("clean", number, self.crew.batch("clean", raws))
        return self._sift("since", number, [self._not_before(article) for article in articles])

    def _not_before(self, article: Article) -> Article | Quarantined:
        since, published = self.order.since, article.published
        if since and published and published < since:
            return Quarantined(source=article.source, reason="before_since", detail=f"{published} 早于 {since}")
        return article

    def _deduplicate(self) -> tuple[Article, ...]:
        from tasks.clean import deduplicate

        articles = list(chain.from_iterable(self._once.result("clean", number) for number in range(self.batches)))
        return self.crew.account.timed("deduplicate", lambda: deduplicate(articles))

    def _classify(self, number: int) -> list[ClassifiedArticle]:
        originals = (article for article in self._once.result("deduplicate", 0) if article.duplicate_of is None)
        size = self.order.batch_size
        batch = list(islice(originals, number * size, (number + 1) * size))
        return self._sift("classify", number, self.crew.batch("classify", batch))

    def _summarise(self, number: int) -> list[ArticleSummary]:
        articles: list[ClassifiedArticle] = self._once.result("classify", number)
        return self._sift("summarise", number, self.crew.batch("summarise", articles))

    def _compose(self) -> Composition:
        from tasks.summarise import compose
        from tasks.summarise.earlier import mark_repeats, without_repeats

        articles, summaries = self._understood()
        earlier, repeats = self.occasion.earlier, self.order.repeats
        if repeats == "不印":
            summaries = without_repeats(summaries, earlier)
        composition = self.crew.account.timed(
            "compose",
            lambda: compose(
                articles,
                summaries,
                self.issue,
                self.order.masthead,
                regions=self.order.region,
                benchmarks=dict(self.order.benchmarks),
            ),
        )
        return mark_repeats(composition, earlier)

    @property
    def is_idle(self) -> bool:
        """Whether no issue is to be made because nothing new arrived."""
        from tasks.summarise.earlier import count_new

        return bool(self.order.period) and self.order.only_when_new and count_new(self.composition.findings) == 0

    def _render(self) -> tuple[Path, int]:
        from tasks.render import render
        from tasks.render.appearance import Appearance

        if self.is_idle:
            return self.out, 0
        folder = self._stack.enter_context(issues.making(self.out))
        articles = self.articles()
        self.crew.account.timed(
            "render",
            lambda: render(
                self.composition,
                [article.article for article in articles],
                self.order.template,
                folder,
                fonts=Path(self.order.fonts),
                copies=Path(self.order.state) / "font-copies",
                regions=self.order.region,
                appearance=Appearance.model_validate(self.order.appearance.model_dump()),
                helpers=self.crew.helpers,
                notify=self.notes.append,
            ),
        )
        write_records(folder, articles, self.composition, self.rows())
        return folder, sum(path.is_file() for path in folder.rglob("*"))

    def _publish(self) -> Outcome:
        if self.is_idle:
            self.state.finish_period(self.order.period, "", self.order.today)
            return nothing_new()
        folder: Path = self._once.result("render")[0]
        record = write_record(self, folder)
        place = issues.publish(folder, self.out, self.issue)
        self.state.enter_folders()
        if self.order.period:
            self.state.finish_period(self.order.period, place.name, self.order.today)
        return Outcome(
            folder=str(place),
            issue=place.name,
            unchanged=False,
            counts=record["counts"],
            seconds=record["seconds"],
            files=tuple(record["outputs"]),
            quarantined=tuple(self.rows()),
            failures=self.crew.account.failures,
            notes=tuple(self.notes),
        )

    # --- what came of it -------------------------------------------------------------------------------------------

    def _understood(self) -> tuple[list[ClassifiedArticle], list[ArticleSummary]]:
        """The originals that went through to the end, and their summaries, in the order of the inputs."""
        summaries = list(chain.from_iterable(self._once.result("summarise", number) for number in range(self.batches)))
        ids = {summary.article_id for summary in summaries}
        classified = chain.from_iterable(self._once.result("classify", number) for number in range(self.batches))
        return [article for article in classified if article.article.article_id in ids], summaries

    def articles(self) -> list[ClassifiedArticle]:
        """All articles of the issue in the order of the inputs; a duplicate stands with what its original says."""
        originals = {article.article.article_id: article for article in self._understood()[0]}
        return [
            originals.get(article.article_id) or duplicate(article, originals[article.duplicate_of])
            for article in self._once.result("deduplicate", 0)
            if article.article_id in originals or article.duplicate_of in originals
        ]

    def rows(self) -> list[Quarantined]:
        """All quarantine rows, by source."""
        return sorted(chain.from_iterable(self._quarantined.values()), key=lambda row: (row.source, row.reason))

    def counts(self) -> dict[str, int]:
        """The numbers of the closing table."""
        return counts_of(self.sources, self.articles(), self.composition, self.rows())

    # --- the machinery ---------------------------------------------------------------------------------------------

    def _do(self, step: str, number: int, work: Callable[[], Result]) -> Result:
        result = self._once.do(step, number, work)
        total = self.batches if step in BATCH_STAGES else 1
        self._progress(step, self._once.finished(step), total)
        return result

    def _sift(self, step: str, number: int, results: Sequence[Any]) -> list[Any]:
        """What can be used; the rest is kept as quarantine rows."""
        self._quarantined[step, number] = [item for item in results if isinstance(item, Quarantined)]
        return [item for item in results if not isinstance(item, Quarantined)]
