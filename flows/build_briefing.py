"""The flow: from sources to a published issue.

Every stage is a named task run over a batch of articles, so that a run can be followed in Prefect's own UI; a few
hundred task runs serve thousands of articles. What the stages hand to one another lies on the desk, not in Prefect's
database.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from typing import Any, ParamSpec, TypeVar

from prefect import Task, flow, task, unmapped
from prefect.artifacts import create_markdown_artifact, create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner

from flows.desk import Desk
from flows.order import Order, Outcome
from flows.summary import summary_markdown

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")


def stage(name: str) -> Callable[[Callable[Parameters, Result]], Task[Parameters, Result]]:
    """A task over one batch, named after its stage and batch. Results lie on the desk; Prefect keeps none."""
    return task(name=name, task_run_name=f"{name} {{number}}", cache_policy=NO_CACHE, persist_result=False)


def step(name: str) -> Callable[[Callable[Parameters, Result]], Task[Parameters, Result]]:
    """A task over the whole run."""
    return task(name=name, task_run_name=name, cache_policy=NO_CACHE, persist_result=False)


@stage("ingest")
def ingest(desk: Desk, number: int) -> int:
    """Sources to raw documents."""
    return desk.ingest(number)


@stage("clean")
def clean(desk: Desk, number: int) -> int:
    """Raw documents to articles."""
    return desk.clean(number)


@step("deduplicate")
def deduplicate(desk: Desk) -> int:
    """Articles set against one another."""
    return desk.deduplicate()


@stage("classify")
def classify(desk: Desk, number: int) -> int:
    """Articles to classified articles."""
    return desk.classify(number)


@stage("summarise")
def summarise(desk: Desk, number: int) -> int:
    """Classified articles to findings, indicators and links."""
    return desk.summarise(number)


@step("compose")
def compose(desk: Desk) -> int:
    """All of it to a briefing."""
    return desk.compose()


@step("render")
def render(desk: Desk) -> int:
    """The briefing to documents."""
    return desk.render()


@step("publish")
def publish(desk: Desk) -> Outcome:
    """The finished folder into place."""
    return desk.publish()


@flow(name="build-briefing", flow_run_name="互鉴简报", persist_result=False, validate_parameters=False)
def build_briefing(order: Order, desk: Desk | None = None) -> Outcome:
    """Make the issue that ``order`` asks for; the same issue again calls no stage.

    ``desk`` is one that has been opened already (the command line does so while Prefect is still starting).
    """
    with contextlib.nullcontext(desk) if desk else Desk(order) as material:
        outcome = material.unchanged() or _make(material)
    _report(outcome)
    return outcome


def _make(desk: Desk) -> Outcome:
    numbers = range(desk.batches)
    _each(ingest, desk, numbers)
    _each(clean, desk, numbers)
    deduplicate(desk)
    _each(classify, desk, numbers)
    _each(summarise, desk, numbers)
    compose(desk)
    render(desk)
    return publish(desk)


def _each(over: Task[[Desk, int], int], desk: Desk, numbers: Sequence[int]) -> None:
    """One task run a batch; a single batch needs no threads."""
    if len(numbers) == 1:
        over(desk, numbers[0])
    else:
        over.map(unmapped(desk), list(numbers)).result()


def _report(outcome: Outcome) -> None:
    """The run's summary as artifacts beside the run."""
    create_markdown_artifact(summary_markdown(outcome), key="briefing-summary", description="本次运行概况")
    if outcome.quarantined:
        rows = [row.model_dump() for row in outcome.quarantined]
        create_table_artifact(rows, key="briefing-quarantine", description="未能使用的来源")


def with_workers(workers: int) -> Any:
    """The flow with as many task runs at once as there are workers."""
    runner: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=workers)
    return build_briefing.with_options(task_runner=runner)
