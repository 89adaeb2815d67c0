"""The sending itself: each recipient once and only once, whatever fails in between.

A delivery is written down before each try and after it. What was left “underway” by a crash may have arrived: it is
listed as 待核实, or tried again where the office's policy says so or where twice is the same as once.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence

from tasks.distribute.corrections import corrections, has_changed
from tasks.distribute.edition import Edition
from tasks.distribute.ledger import ARRIVED, Entry, Ledger, State
from tasks.distribute.letter import Letter, write_letter
from tasks.distribute.outcomes import ChannelDown, DeliveryProblem, Later, Refused, Unclear
from tasks.distribute.planning import ChannelKind, Delivery, Plan
from tasks.distribute.report import Line, Report, Result
from tasks.distribute.settings import Distribution
from tasks.distribute.ways import Channel
from tasks.errors import HujianError

LOG = logging.getLogger("hujian.distribute")
Sleep = Callable[[float], None]


class Post:
    """Everything that sending needs: the ledger, the channels, the settings, a way to wait."""

    def __init__(
        self, ledger: Ledger, channels: Mapping[ChannelKind, Channel], distribution: Distribution, sleep: Sleep
    ) -> None:
        self._ledger = ledger
        self._channels = channels
        self._distribution = distribution
        self._sleep = sleep

    def distribute(self, plan: Plan, *, retry_failed: bool = False) -> Report:
        """Send what was not sent; what was is left alone, whatever the content is now.

        ``retry_failed`` also tries those again that were refused for good (after their address was mended, say).
        """
        return self._work(plan.edition, lambda: plan.deliveries, retry_failed)

    def correct(self, edition: Edition, *, retry_failed: bool = False) -> Report:
        """Send a 更正 to everybody who was sent something of this issue that has changed since."""
        return self._work(
            edition,
            lambda: corrections(edition, self._ledger.entries(edition.series, edition.issue), self._distribution),
            retry_failed,
        )

    def recover(self, edition: Edition) -> None:
        """Settle what a crash left underway."""
        for entry in self._ledger.entries(edition.series, edition.issue):
            if entry.underway:
                state = self._after_unclear(entry.recipient.partition(":")[0])
                self._ledger.finish(entry.key, state, "上次发送中断，不知是否送达")

    def _work(
        self, edition: Edition, deliveries: Callable[[], Sequence[Delivery | Line]], retry_failed: bool
    ) -> Report:
        with self._ledger.sole_use():
            self.recover(edition)
            done: dict[str, Line] = {}
            waiting: list[Delivery] = []
            for one in deliveries():
                line = one if isinstance(one, Line) else self._not_due(edition, one, retry_failed)
                if line is not None:
                    done[line.recipient.key] = line
                elif isinstance(one, Delivery):
                    done[one.recipient.key] = self._waits(one, "")
                    waiting.append(one)
            self._send_all(edition, waiting, done)
        return Report(issue=edition.issue, lines=tuple(done.values()))

    def _not_due(self, edition: Edition, delivery: Delivery, retry_failed: bool) -> Line | None:
        """Why not to send now; None when it is due, and then it stands in the ledger."""
        sendings = self._ledger.sendings(delivery.series, delivery.issue, delivery.recipient.key)
        entry = sendings[-1] if sendings else self._doubted(edition, delivery)
        line = _standing(entry, edition, delivery, retry_failed)
        if line is None and (entry is None or entry.key != delivery.key or entry.content_hash != delivery.content_hash):
            self._ledger.enter(delivery)
        return line

    def _doubted(self, edition: Edition, delivery: Delivery) -> Entry | None:
        """The entry of a delivery that an earlier ledger may have known as sent; None when there is no doubt."""
        if not self._ledger.is_doubtful(edition):
            return None
        state = self._after_unclear(delivery.recipient.channel)
        self._ledger.enter(delivery, state, "这一期早于现在的台账，不知是否发过")
        return self._ledger.sendings(delivery.series, delivery.issue, delivery.recipient.key)[-1]

    def _send_all(self, edition: Edition, waiting: Sequence[Delivery], done: dict[str, Line]) -> None:
        """Everybody once, then those again who were refused for now, after each pause."""
        try:
            for pause in (0.0, *self._distribution.pauses):
                if not waiting:
                    return
                if pause:
                    LOG.info("有 %d 份暂时发不出，%g 秒后再试", len(waiting), pause)
                    self._sleep(pause)
                waiting = self._round(edition, waiting, done)
        finally:
            for channel in self._channels.values():
                channel.close()

    def _round(self, edition: Edition, waiting: Sequence[Delivery], done: dict[str, Line]) -> list[Delivery]:
        """One try for each; those who are to be tried again. A channel that is down is not asked again."""
        down: dict[ChannelKind, str] = {}
        again = []
        for delivery in waiting:
            kind = delivery.recipient.channel
            if kind in down:
                done[delivery.recipient.key] = self._waits(delivery, down[kind])
                continue
            try:
                done[delivery.recipient.key] = self._try(edition, delivery)
            except Later as problem:
                again.append(delivery)
                done[delivery.recipient.key] = self._waits(delivery, str(problem))
            except ChannelDown as problem:
                down[kind] = str(problem)
                done[delivery.recipient.key] = self._waits(delivery, str(problem))
        return again

    def _try(self, edition: Edition, delivery: Delivery) -> Line:
        """One try, written down before and after. Later and ChannelDown are for the caller."""
        key = delivery.key
        self._ledger.begin(key)
        try:
            self._channels[delivery.recipient.channel].deliver(letter_for(edition, delivery, self._distribution))
        except DeliveryProblem as problem:
            state = self._state_after(problem, delivery.recipient.channel)
            self._ledger.finish(key, state, str(problem))
            LOG.warning("%s", f"{state}：{delivery.recipient}（{problem}）", extra=_facts(delivery, state))
            if isinstance(problem, (Later, ChannelDown)):
                raise
            return Line(recipient=delivery.recipient, result=Result(state), detail=str(problem))
        except HujianError:
            self._ledger.finish(key, State.WAITING, "")
            raise
        state = State.CORRECTED if delivery.correction else State.SENT
        self._ledger.finish(key, state)
        LOG.info("%s", f"{state}：{delivery.recipient}", extra=_facts(delivery, state))
        return Line(recipient=delivery.recipient, result=Result.CORRECTED if delivery.correction else Result.SENT)

    def _waits(self, delivery: Delivery, detail: str) -> Line:
        return Line(recipient=delivery.recipient, result=Result.WAITING, detail=detail)

    def _state_after(self, problem: DeliveryProblem, channel: str) -> State:
        if isinstance(problem, Refused):
            return State.FAILED
        if isinstance(problem, Unclear):
            return self._after_unclear(channel)
        return State.WAITING

    def _after_unclear(self, channel: str) -> State:
        """The office's policy; where twice is the same as once there is nothing to decide."""
        repeatable = any(kind == channel and way.repeatable for kind, way in self._channels.items())
        return State.WAITING if repeatable or self._distribution.after_crash == "重发" else State.UNCLEAR


def _facts(delivery: Delivery, state: State) -> dict[str, str | int]:
    """What the log keeps beside the words."""
    recipient = delivery.recipient.key
    return {"issue": delivery.issue, "recipient": recipient, "correction": delivery.correction, "state": str(state)}


def letter_for(edition: Edition, delivery: Delivery, distribution: Distribution) -> Letter:
    """The letter of a delivery; Refused when it cannot be worded (see ``write_letter``)."""
    return write_letter(edition, delivery, distribution.attachment_megabytes, distribution.link)


def _standing(entry: Entry | None, edition: Edition, delivery: Delivery, retry_failed: bool) -> Line | None:
    """What to say of a delivery that is not to be sent now; None when it is."""
    if entry is None or (entry.state in ARRIVED and entry.correction < delivery.correction):
        return None
    recipient = delivery.recipient
    if entry.state in ARRIVED and has_changed(entry, edition):
        return Line(
            recipient=recipient, result=Result.CHANGED, detail="内容在发出后变了；要发更正，请用 hujian correct"
        )
    if entry.state in ARRIVED:
        return Line(recipient=recipient, result=Result.ALREADY)
    if entry.correction > delivery.correction:
        return Line(recipient=recipient, result=Result(entry.state), detail="更正没有发完，请再用 hujian correct")
    if entry.state is State.WAITING or (entry.state is State.FAILED and retry_failed):
        return None
    return Line(recipient=recipient, result=Result(entry.state), detail=entry.detail)
