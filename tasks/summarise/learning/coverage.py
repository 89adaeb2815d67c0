"""覆盖: the topics on which a region that has a gap or a measure shows no experience yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.models import Finding, Region, Role, Topic


@dataclass(frozen=True)
class TopicCoverage:
    """A topic: how many regions show 经验, and those that name a gap or a measure but no 经验."""

    topic: Topic
    shown_by: int
    without: tuple[Region, ...]


def coverage(findings: Sequence[Finding]) -> tuple[TopicCoverage, ...]:
    """The coverage of all twelve topics, in their order."""
    shown: dict[Topic, set[str]] = defaultdict(set)
    named: dict[Topic, dict[str, Region]] = defaultdict(dict)
    for finding in findings:
        if finding.status != "body" or finding.region.level.is_outer:
            continue
        for topic in finding.topics:
            if finding.role is Role.EXPERIENCE:
                shown[topic].add(finding.region.full_name)
            else:
                named[topic][finding.region.full_name] = finding.region
    return tuple(
        TopicCoverage(
            topic, len(shown[topic]), tuple(r for name, r in named[topic].items() if name not in shown[topic])
        )
        for topic in Topic
    )
