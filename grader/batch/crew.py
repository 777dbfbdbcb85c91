"""Worker processes and what happens when one dies or hangs: its submission is tried once more, then an `error`."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Self

from grader.batch.worker import READING_SECONDS, Allowance, Setting, Task, work
from grader.gradebook import Result, State

#: What a worker process does: takes the pipe to its batch, the setting, and the batch's process id.
Work = Callable[[Connection, Setting, int], None]

TRIES = 2
START_SECONDS = 60.0  # a fresh worker's imports, on a busy machine


class Crew:
    """`size` workers. Use it as a context manager: leaving it ends every worker and whatever a worker started."""

    def __init__(self, size: int, setting: Setting, work: Work = work) -> None:
        self._size = max(1, size)
        self._setting = setting
        self._work = work
        self._workers: list[_Worker] = []
        self._safe_path: str | None = None

    def __enter__(self) -> Self:
        # A fresh interpreter looks for modules in the working folder first, where a random.py may be a student's.
        self._safe_path = os.environ.get("PYTHONSAFEPATH")
        os.environ["PYTHONSAFEPATH"] = "1"
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for worker in self._workers:
            worker.stop() if kind is None else worker.kill()
        if self._safe_path is None:
            os.environ.pop("PYTHONSAFEPATH", None)
        else:
            os.environ["PYTHONSAFEPATH"] = self._safe_path

    def judge(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result]]:
        """Yield each task with its result as it ends, in the order of ending; exactly one result a task."""
        waiting = deque((task, 1) for task in tasks)
        self._workers = [_Worker(self._work, self._setting) for _ in range(min(self._size, len(tasks)))]
        while waiting or any(worker.task for worker in self._workers):
            for worker in self._workers:
                if worker.task is None and waiting:
                    worker.give(*waiting.popleft())
            for worker in self._ready():
                yield from self._hear(worker, waiting)

    def _ready(self) -> list[_Worker]:
        """Wait until a worker has something to say, has ended or is over its time."""
        busy = {worker.connection: worker for worker in self._workers if worker.task}
        first = min(worker.deadline for worker in busy.values())
        heard = wait(list(busy), timeout=max(0.0, first - time.monotonic()))
        now = time.monotonic()
        return [worker for worker in busy.values() if worker.connection in heard or worker.deadline <= now]

    def _hear(self, worker: _Worker, waiting: deque[tuple[Task, int]]) -> Iterator[tuple[Task, Result]]:
        assert worker.task is not None
        task, tried = worker.task, worker.tried
        answer = worker.answer()
        if isinstance(answer, Allowance):
            worker.deadline = time.monotonic() + answer.seconds
        elif isinstance(answer, Result):
            worker.task = None
            yield task, answer
        else:
            self._workers[self._workers.index(worker)] = _Worker(self._work, self._setting)
            if tried < TRIES:
                waiting.append((task, tried + 1))
            else:
                yield task, Result(State.ERROR, message=f"not graded, tried {tried} times: {answer}; run batch again")


class _Worker:
    """A process, the pipe to it, the task that it has now and until when."""

    def __init__(self, work: Work, setting: Setting) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection: Connection
        self.connection, theirs = context.Pipe()
        self._process = context.Process(target=work, args=(theirs, setting, os.getpid()), daemon=True)
        self._process.start()
        theirs.close()
        self.task: Task | None = None
        self.tried = 0
        self.deadline = 0.0

    def give(self, task: Task, tried: int) -> None:
        """Hand over a task; a worker that is gone already is found out when its answer is awaited."""
        self.task, self.tried = task, tried
        self.deadline = time.monotonic() + START_SECONDS + READING_SECONDS
        with suppress(OSError):
            self.connection.send(task)

    def answer(self) -> Allowance | Result | str:
        """Return what the worker says; in words what became of it when it ended or hangs (it is gone then)."""
        if not self.connection.poll() and self.deadline <= time.monotonic():
            self.kill()
            return "grading took longer than its parts allow and was ended"
        try:
            said: Allowance | Result = self.connection.recv()
            return said
        except (EOFError, OSError):
            self.kill()
            return f"the process that graded it ended unexpectedly ({_ending(self._process.exitcode)})"

    def stop(self) -> None:
        """Ask an idle worker to end, and see that it does."""
        with suppress(OSError):
            self.connection.send(None)
        self._process.join(timeout=5)
        self.kill()

    def kill(self) -> None:
        """End the worker and its process group."""
        pid = self._process.pid
        if pid is not None and self._process.exitcode is None:
            with suppress(ProcessLookupError, PermissionError):
                if os.getpgid(pid) == pid:
                    os.killpg(pid, signal.SIGKILL)
            self._process.kill()
        self._process.join()
        self.connection.close()


def _ending(exit_code: int | None) -> str:
    if exit_code is None or exit_code >= 0:
        return f"exit code {exit_code}"
    return f"signal {signal.Signals(-exit_code).name}"
