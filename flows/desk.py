"""The desk of a run: its steps, batch by batch.

The flow says what runs in which order; the desk does it and keeps what it made in its trays. A step that was done is
not done again: whoever asks first does it, others wait for the result. ``flows/walk.py`` does all steps in their order.
"""

from __future__ import annotations

from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Self

from flows import issue as issues
from flows.crew import Crew
from flows.doubts import not_before, with_doubts
from flows.edited import keep_edited
from flows.known import require_sources
from flows.occasion import Occasion, nothing_new, occasion_of
from flows.order import Order, Outcome
from flows.records import write_records
from flows.run_record import counts_of, write_record
from flows.state import open_state
from flows.store import Store
from flows.trays import Progress, Trays
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


class Desk:
    """One run in ``order.out``, which it holds alone from entering to leaving."""

    def __init__(self, order: Order, progress: Progress | None = None) -> None:
        self.order = order
        self.out = Path(order.out)
        self.store = Store(Path(order.state) / "store", fresh=order.fresh)
        self.notes: list[str] = []
        self._trays = Trays(progress)
        self._stack = ExitStack()

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
        """Sweep up what was not published, let the output folder go."""
        self._stack.close()
        if not self.order.fresh:
            self.store.prune(self.order.cache_megabytes * 1_000_000)

    def _take_in(self) -> None:
        """Find the inputs and which issue they make."""
        from tasks.ingest import discover

        found = list(discover(self.order.sources, self.order.limits))
        self.sources: list[Source] = self._trays.sift("discover", 0, found)
        self._trays.batches = self.batches
        self.crew = Crew(self.order, self.store, self.batches)
        self._stack.callback(self.crew.close)
        self.state = self._stack.enter_context(open_state(self.out, self.order.database_url(), self.order.today))
        self.occasion: Occasion = occasion_of(self.order, found, self.state)
        self.issue: Issue = self.occasion.issue
        if self.occasion.done is None:
            require_sources(self.order.sources)
        if self.order.period and self.occasion.done is not None:
            self.state.finish_period(self.order.period, self.occasion.done.issue, self.order.today)

    def unchanged(self) -> Outcome | None:
        """The outcome as it stands, when nothing that could change it has changed, or nothing is there to read."""
        nothing_to_read = not self.sources and not self.order.period
        return nothing_new(self.rows()) if nothing_to_read else self.occasion.done

    @property
    def batches(self) -> int:
        """How many batches the inputs make; none make one, so that every run has the same shape."""
        return max(1, -(-len(self.sources) // self.order.batch_size))

    def ingest(self, number: int) -> int:
        """Read batch ``number``; how many documents it gave. Whoever makes the documents gets ready meanwhile."""
        self.crew.helpers.get_ready()
        return len(self._trays.do("ingest", number, lambda: self._ingest(number)))

    def clean(self, number: int) -> int:
        """Clean batch ``number``; how many articles it gave."""
        return len(self._trays.do("clean", number, lambda: self._clean(number)))

    def deduplicate(self) -> int:
        """Set articles of all batches against one another; how many are duplicates."""
        return sum(article.duplicate_of is not None for article in self._trays.do("deduplicate", 0, self._deduplicate))

    def classify(self, number: int) -> int:
        """Understand batch ``number`` of the originals; how many articles it gave."""
        return len(self._trays.do("classify", number, lambda: self._classify(number)))

    def summarise(self, number: int) -> int:
        """Summarise batch ``number``; how many articles it gave."""
        return len(self._trays.do("summarise", number, lambda: self._summarise(number)))

    def compose(self) -> int:
        """Merge all into a briefing; how many findings it holds."""
        return len(self._trays.do("compose", 0, self._compose).findings)

    def render(self) -> int:
        """Write the issue into its hidden folder; how many files."""
        return self._trays.do("render", 0, self._render)[1]

    def publish(self) -> Outcome:
        """Move the issue into place. Only who walks to the end does this, never the thread that works ahead."""
        return self._trays.do("publish", 0, self._publish)

    @property
    def composition(self) -> Composition:
        """What ``compose`` made."""
        return self._trays.composition

    def _ingest(self, number: int) -> list[RawDocument]:
        size = self.order.batch_size
        batch = self.sources[number * size : (number + 1) * size]
        return self._trays.sift("ingest", number, self.crew.batch("ingest", batch))

    def _clean(self, number: int) -> list[Article]:
        raws: list[RawDocument] = self._trays.result("ingest", number)
        articles: list[Article] = self._trays.sift("clean", number, self.crew.batch("clean", raws))
        articles = [article.model_copy(update={"local": self.order.local}) for article in articles]
        return self._trays.sift("since", number, [not_before(self.order.since, article) for article in articles])

    def _deduplicate(self) -> tuple[Article, ...]:
        from tasks.clean import deduplicate

        articles: list[Article] = self._trays.all_of("clean")
        return self.crew.account.timed("deduplicate", lambda: deduplicate(articles))

    def _classify(self, number: int) -> list[ClassifiedArticle]:
        originals = (article for article in self._trays.result("deduplicate") if article.duplicate_of is None)
        size = self.order.batch_size
        batch = list(islice(originals, number * size, (number + 1) * size))
        return self._trays.sift("classify", number, self.crew.batch("classify", batch))

    def _summarise(self, number: int) -> list[ArticleSummary]:
        articles: list[ClassifiedArticle] = self._trays.result("classify", number)
        return self._trays.sift("summarise", number, self.crew.batch("summarise", articles))

    def _compose(self) -> Composition:
        from tasks.summarise import compose
        from tasks.summarise.earlier import mark_repeats, without_repeats

        articles, summaries = self._trays.understood()
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
        composition = mark_repeats(composition, earlier)
        return with_doubts(composition, self.order.since, self.articles(), self.rows(), self.notes.append)

    @property
    def is_idle(self) -> bool:
        """Whether no issue is to be made: nothing could be read, or nothing new arrived for a period."""
        from tasks.summarise.earlier import count_new

        brings_nothing = self.order.only_when_new and count_new(self.composition.findings) == 0
        return brings_nothing if self.order.period else not self.articles()

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
            if self.order.period:
                self.state.finish_period(self.order.period, "", self.order.today)
            return nothing_new(self.rows(), self.crew.account.failures)
        folder: Path = self._trays.result("render")[0]
        self.notes += keep_edited(issues.folder_of(self.out, self.issue))
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

    def articles(self) -> list[ClassifiedArticle]:
        """All articles of the issue in the order of the inputs; a duplicate stands with what its original says."""
        return self._trays.articles()

    def rows(self) -> list[Quarantined]:
        """All quarantine rows, by source."""
        return self._trays.rows()

    def counts(self) -> dict[str, int]:
        """The numbers of the closing table."""
        return counts_of(self.sources, self.articles(), self.composition, self.rows())
