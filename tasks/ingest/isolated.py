"""Run work on files that may be hostile in a process of its own, with a cap on time and memory.

A parser that hangs, eats memory or crashes then costs its file, not the run. One child serves many files; it is
started when the first office file comes, and again after it had to be stopped. Parent and child speak in frames: eight
bytes of length, then a JSON header or the file's bytes.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from tasks.errors import SourceError
from tasks.ingest.limits import Limits
from tasks.ingest.reasons import refusal

ROOT = Path(__file__).resolve().parents[2]
LENGTH = 8


def parse_isolated(kind: str, content: bytes, limits: Limits) -> tuple[str, tuple[str, ...]]:
    """The text of an office file and notes on it; raises SourceError for what goes wrong."""
    answer = run_isolated(f"tasks.ingest.{kind}:answer", content, limits)
    return answer["text"], tuple(answer["notes"])


def run_isolated(job: str, content: bytes, limits: Limits) -> dict[str, Any]:
    """What the function ``job`` (module:name) answers to ``content`` and the cap on characters.

    Raises SourceError ``too_slow``, ``too_large`` or ``broken``, and what the function itself refuses.
    """
    with _lock:
        answer = _ask(_child(limits.memory_bytes), job, content, limits)
    if "reason" in answer:
        raise refusal(answer["reason"], answer["specific"])
    return answer


_lock = threading.Lock()
_children: dict[tuple[int, int], subprocess.Popen[bytes]] = {}


def _child(memory: int) -> subprocess.Popen[bytes]:
    """The parsing process of this process (a fork starts its own)."""
    key = (os.getpid(), memory)
    child = _children.get(key)
    if child is None or child.poll() is not None:
        command = [sys.executable, "-m", "tasks.ingest.isolated", str(memory)]
        child = subprocess.Popen(  # noqa: S603 (our own module)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=ROOT
        )
        _children[key] = child
    return child


def _ask(child: subprocess.Popen[bytes], job: str, content: bytes, limits: Limits) -> dict[str, Any]:
    late = threading.Event()
    timer = threading.Timer(limits.seconds, _stop, (child, late))
    timer.start()
    try:
        if child.stdin is None or child.stdout is None:
            raise OSError("no pipes")
        _send(child.stdin, json.dumps({"job": job, "characters": limits.text_characters}).encode())
        _send(child.stdin, content)
        answer: dict[str, Any] = json.loads(_receive(child.stdout))
    except (OSError, EOFError, ValueError) as problem:
        with contextlib.suppress(OSError):
            child.kill()
        raise refusal("too_slow" if late.is_set() else "broken", "解析程序中断") from problem
    else:
        return answer
    finally:
        timer.cancel()


def _stop(child: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    child.kill()


def _send(stream: IO[bytes], frame: bytes) -> None:
    stream.write(len(frame).to_bytes(LENGTH, "big") + frame)
    stream.flush()


def _receive(stream: IO[bytes]) -> bytes:
    size = stream.read(LENGTH)
    if len(size) < LENGTH:
        raise EOFError
    return stream.read(int.from_bytes(size, "big"))


def _serve(memory: int) -> None:
    """The child: answer requests until the parent closes the pipe."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    source, target = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr
    with contextlib.suppress(EOFError):
        while True:
            request = json.loads(_receive(source))
            _send(target, json.dumps(_answer(request["job"], _receive(source), request["characters"])).encode())


def _answer(job: str, content: bytes, characters: int) -> dict[str, Any]:
    module, _, name = job.partition(":")
    try:
        answer: dict[str, Any] = getattr(import_module(module), name)(content, characters)
    except SourceError as problem:
        return {"reason": problem.reason, "specific": problem.detail.partition("（")[2].removesuffix("）")}
    except MemoryError:
        return {"reason": "too_large", "specific": "内存"}
    except Exception as problem:
        return {"reason": "broken", "specific": type(problem).__name__}
    return answer


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
