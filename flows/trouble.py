"""What goes wrong with disks and folders, in one Chinese line."""

from __future__ import annotations

from tasks.machine import CLOSED, FULL, why


def is_of_the_machine(problem: BaseException) -> bool:
    """Whether it concerns the whole run (no space, no right to write), not one article."""
    return isinstance(problem, OSError) and problem.errno in FULL | CLOSED


def in_one_line(problem: OSError) -> str:
    """What happened, that nothing is lost, what to do."""
    where = f" {problem.filename}" if problem.filename else ""
    if problem.errno in FULL:
        return f"磁盘空间不足，写不进去{where}。没有做成，已有的各期不受影响；腾出空间后再次运行即可接着做。"
    left = "没有做成，已有的各期不受影响；改正权限，或在 hujian.toml 里另设 out、state。"
    return f"不能写入{where}：{why(problem)}。{left}"
