"""What a schedule's times do not bring by themselves: another try of a period that failed, sending once approved."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator

from flows.deployments import Deployment
from flows.issue import sole_use
from flows.outstanding import outstanding
from flows.schedule import name_of
from flows.settings import Settings
from flows.state import FILE_NAME, State, open_state
from tasks.models import Model

FIRST_PAUSE = datetime.timedelta(minutes=10)  # from a period's time to its second try; then twice as long each time
LONGEST_PAUSE = datetime.timedelta(hours=6)


class Start(Model):
    """A run of a deployment that should begin now; ``only_send`` makes nothing."""

    deployment: str
    only_send: bool


class Watch:
    """Looks at what was done, and says what is to be started. It remembers when a period was last tried."""

    def __init__(self) -> None:
        self._tries: Counter[str] = Counter()
        self._tried: dict[str, datetime.datetime] = {}

    def due(self, settings: Settings, moment: datetime.datetime) -> Iterator[Start]:
        """What should begin at ``moment``."""
        for deployment in settings.deployments:
            if deployment.paused:
                continue
            if self._is_to_be_tried_again(settings, deployment, moment):
                yield Start(deployment=deployment.name, only_send=False)
            elif outstanding(settings, deployment, moment):
                yield Start(deployment=deployment.name, only_send=True)

    def _is_to_be_tried_again(self, settings: Settings, deployment: Deployment, moment: datetime.datetime) -> bool:
        period = deployment.period(moment)
        if period is None:
            return False
        key = f"{deployment.name}@{name_of(period)}"
        pause = min(FIRST_PAUSE * 2 ** self._tries[key], LONGEST_PAUSE)
        if moment - self._tried.get(key, period) < pause or not is_late(settings, deployment, moment):
            return False
        self._tries[key] += 1
        self._tried[key] = moment
        return True


def is_late(settings: Settings, deployment: Deployment, now: datetime.datetime) -> bool:
    """Whether the present period was missed. A deployment that never ran begins with the period to come."""
    period = deployment.period(now)
    if period is None or deployment.paused:
        return False
    own = deployment.settings(settings)
    today = now.astimezone(deployment.zone).date().isoformat()
    with sole_use(own.out), open_state(own.out, own.database_url(FILE_NAME), today) as state:
        return _missed(state, deployment, name_of(period), today)


def _missed(state: State, deployment: Deployment, period: str, today: str) -> bool:
    done = state.periods(deployment.name)
    if not done:
        state.finish_period(f"{deployment.name}@{period}", "", today)
        return False
    return period not in done
