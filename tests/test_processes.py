"""Workers go when who started them is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

from launch import ROOT

STARTING = """
import os, time
from tasks.processes import worker_pool
if __name__ == "__main__":
    pool = worker_pool(2)
    pool.submit(int).result()
    pool.submit(int)
    print(*pool._processes, flush=True)
    time.sleep(60)
"""


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_workers_of_a_killed_process_go() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", STARTING]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as started:
        assert started.stdout
        workers = [int(number) for number in started.stdout.readline().split()]
        started.send_signal(signal.SIGKILL)
        started.wait()
    deadline = time.monotonic() + 20
    while any(map(is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert workers
    assert not any(map(is_running, workers))
