"""Work reports label themselves by section: their paragraphs as weakly labelled texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tasks.classify.sections import PROBLEM
from tasks.classify.training.corpus import Label, Text
from tasks.models.vocabulary import Role

_SECTION = re.compile(r"^[一二三四五六七八九十]、")
_REVIEW = re.compile(r"回顾|总结|过去.年.{0,6}(?:工作|成就)|年工作情况|主要成效|工作和成效")
_PLAN = re.compile(r"总体要求|目标|任务|安排|重点工作|主要工作|工作重点|思路|蓝图|自身建设|今后五年")
_WEIGHT = 0.2


def read_reports(folder: Path, size: int = 6) -> Iterator[Text]:
    """Runs of ``size`` paragraphs of each report, labelled whole: reviews 经验, problems 差距, plans 举措."""
    for path in sorted(folder.glob("*.md")):
        rows = [row for row in _rows(path) if row[0]]
        for start in range(0, len(rows), size):
            part = rows[start : start + size]
            labels = [label for index, (mode, line) in enumerate(part) if (label := _label(index, mode, line))]
            yield Text(f"{path.name} {start}", "", "工作报告", tuple(line for _, line in part), tuple(labels), _WEIGHT)


def _rows(path: Path) -> Iterator[tuple[str, str]]:
    """Each paragraph with its section: review, problem, plan or nothing."""
    mode = ""
    body = path.read_text("utf-8").split("---\n", 2)[-1]
    for line in (re.sub(r"^#+\s*|\*\*", "", line.strip()) for line in body.splitlines()):
        if not line:
            continue
        if len(line) < 40 and _SECTION.match(line):
            mode = "review" if _REVIEW.search(line) else "plan" if _PLAN.search(line) or mode else ""
        problem = mode == "review" and len(line) > 80 and PROBLEM.search(line[:120])
        yield ("problem" if problem else mode), line


def _label(index: int, mode: str, line: str) -> Label | None:
    if len(line) <= 36 and not line.endswith("。"):
        return None
    role = {"review": Role.EXPERIENCE, "plan": Role.MEASURE, "problem": Role.GAP}[mode]
    return Label(index, _after_opening(line) if mode == "problem" else 0, len(line), (role,), (), False)


def _after_opening(line: str) -> int:
    """Past the sentence that only says there are problems."""
    found = PROBLEM.search(line)
    ends = [place for mark in "：。" if found and (place := line.find(mark, found.end())) >= 0]
    return min(ends, default=0)
