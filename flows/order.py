"""What a run is asked to do, and what came of it: plain data that Prefect can show and a schedule can hand over."""

from __future__ import annotations

from typing import Self

from pydantic import SecretStr

from flows.known import in_full, official
from flows.settings import Look, Repeats, Settings, database_url
from tasks.ingest.limits import Limits
from tasks.models import Masthead, Model, Quarantined


class Order(Model):
    """One run. Dates are YYYY-MM-DD; ``date`` null means today, or the date that the same issue bears already.

    ``period`` is ``<deployment>@<time>`` of a scheduled run, which makes one issue for it and no other;
    ``only_when_new`` makes none when nothing new arrived. ``issue`` (2026-003) is one that is made again.
    """

    sources: tuple[str, ...]
    out: str
    state: str
    fonts: str
    template: str
    region: tuple[str, ...] = ()
    local: str | None = None
    since: str | None = None
    date: str | None = None
    today: str
    workers: int = 1
    batch_size: int = 20
    cache_megabytes: int = 2000
    masthead: Masthead = Masthead()
    benchmarks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    appearance: Look = Look()
    limits: Limits = Limits()
    repeats: Repeats = "标注"
    database: SecretStr | None = None
    period: str = ""
    only_when_new: bool = False
    issue: str = ""
    new: bool = False
    fresh: bool = False

    @classmethod
    def of(cls, settings: Settings, *, today: str, new: bool = False, fresh: bool = False, issue: str = "") -> Self:
        """The order that ``settings`` amount to."""
        return cls(
            sources=settings.sources,
            out=str(settings.out),
            state=str(settings.state_folder()),
            fonts=str(settings.fonts_folder()),
            template=settings.template,
            region=tuple(map(official, settings.region)),
            local=in_full(settings.local) if settings.local else None,
            since=settings.since.isoformat() if settings.since else None,
            date=settings.date.isoformat() if settings.date else None,
            today=today,
            workers=settings.workers,
            batch_size=settings.batch_size,
            cache_megabytes=settings.cache_megabytes,
            masthead=settings.masthead,
            benchmarks=tuple(
                (official(learner), tuple(map(official, others))) for learner, others in settings.benchmarks.items()
            ),
            appearance=settings.appearance,
            limits=settings.limits,
            repeats=settings.repeats,
            database=settings.database,
            issue=issue,
            new=new,
            fresh=fresh,
        )

    def database_url(self) -> str:
        """Where the state is kept. It may hold a password."""
        return database_url(self.database, self.state, "hujian.db")

    def configuration(self, *, departures_only: bool = False) -> dict[str, object]:
        """The settings that shape an issue; those that only say how the work is done stay out.

        ``departures_only`` leaves out what stands at its default, so that a new setting makes no new issue of old ones.
        """
        names = "template region local since masthead benchmarks appearance limits repeats"
        shaping = set(names.split())
        return self.model_dump(mode="json", include=shaping, exclude_defaults=departures_only)


class Outcome(Model):
    """What a run left: the issue's folder and the numbers of the closing table.

    ``counts`` has the keys of ``run.json``; ``failures`` are inputs that ended in an error of ours, each already among
    the quarantined. ``notes`` are what the user should know, such as a font used in place of another. Without ``issue``
    none was made: nothing new arrived, or nothing could be read. ``stands`` says why an issue is left as it is although
    it would come out otherwise now.
    """

    folder: str
    issue: str
    unchanged: bool
    stands: str = ""
    counts: dict[str, int]
    seconds: dict[str, float]
    files: tuple[str, ...]
    quarantined: tuple[Quarantined, ...] = ()
    failures: int = 0
    notes: tuple[str, ...] = ()
