"""The closing words of a run: the same numbers for the terminal and for Prefect's artifact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from flows.known import missing
from flows.order import Outcome

# What is told, in this order; nought is left out where it goes without saying.
LABELS = {
    "inputs": "输入",
    "articles": "文章",
    "duplicates": "重复",
    "irrelevant": "无关",
    "quarantined": "未能使用",
    "regions": "地区",
    "findings": "要点",
    "new": "　其中新增（几地共有的计一条）",
    "findings_experience": "　经验",
    "findings_gap": "　差距",
    "findings_measure": "　举措",
    "review": "待核",
    "indicators": "指标",
    "links": "对标关系",
    "chains": "互鉴链",
}
UNLESS_NOUGHT = frozenset({"duplicates", "irrelevant", "quarantined"})
STAGES = {
    "ingest": "读取",
    "clean": "清洗",
    "deduplicate": "去重",
    "classify": "识别",
    "summarise": "摘编",
    "compose": "汇总",
    "render": "排版",
}


MOST_ROWS = 20


def count_rows(outcome: Outcome) -> list[tuple[str, str]]:
    """Label and number of each line of the closing table."""
    return [
        (label, str(outcome.counts[key]))
        for key, label in LABELS.items()
        if key in outcome.counts and (outcome.counts[key] or key not in UNLESS_NOUGHT)
    ]


def seconds_line(outcome: Outcome) -> str:
    """Where the time went, stage by stage; empty when no stage was called."""
    return "，".join(f"{label} {outcome.seconds[key]:.1f}" for key, label in STAGES.items() if key in outcome.seconds)


def summary_markdown(outcome: Outcome) -> str:
    """The run's summary for Prefect's UI."""
    rows = "\n".join(f"| {label.strip()} | {number} |" for label, number in count_rows(outcome))
    state = "内容未变，未重新生成" if outcome.unchanged else f"用时（秒）：{seconds_line(outcome)}"
    return f"# {outcome.issue}\n\n{outcome.folder}\n\n{state}\n\n| 项目 | 数量 |\n|---|---|\n{rows}\n"


def log_line(outcome: Outcome) -> str:
    """What a run did, in a line."""
    if not outcome.issue:
        return "没有出刊：没有可用的文章"
    if outcome.unchanged:
        return f"{outcome.issue}：{outcome.stands or '没有变化，沿用已有的这一期'}"
    numbers = "，".join(f"{label} {number}" for label, number in count_rows(outcome) if not label.startswith("　"))
    return f"编成 {outcome.issue}：{numbers}；用时 {sum(outcome.seconds.values()):.0f} 秒"


def nothing_read(sources: Sequence[str], outcome: Outcome) -> Iterator[str]:
    """Why no issue was made although one was asked for, and what to do; for the terminal."""
    yield "没有编成：给出的来源里没有可用的文章。没有出刊，已有的各期不受影响。"
    told = {row.source for row in outcome.quarantined}
    for source in sources:
        if not any(one == source or one.startswith((f"{source.rstrip('/')}/", f"{source}!")) for one in told):
            yield f"  {source}：{'文件夹里没有文件' if Path(source).is_dir() else '没有内容'}"
    for row in outcome.quarantined[:MOST_ROWS]:
        yield f"  {missing(row.source) if row.reason == 'missing' else f'{row.source}：{row.detail}'}（{row.reason}）"
    if len(outcome.quarantined) > MOST_ROWS:
        yield f"  ……另有{len(outcome.quarantined) - MOST_ROWS}个"
    if all(row.reason == "before_since" for row in outcome.quarantined) and outcome.quarantined:
        yield "各篇都早于 --since 的日期；请改早日期，或补充新的来源。"
