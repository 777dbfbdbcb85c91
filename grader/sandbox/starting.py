"""From the order to a running, locked child: what the supervisor does to itself, the fork, and the child's report."""

from __future__ import annotations

import os
import resource
import selectors
import signal
import sys
from contextlib import suppress
from pathlib import Path

from grader.sandbox.inside import lock, privileges

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def become_supervisor() -> int:
    """Adopt orphans, hear of the grader's death, ignore the terminal; returns a pipe that wakes at ended children."""
    wake, written = os.pipe()
    os.set_blocking(written, False)
    for number in (signal.SIGCHLD, signal.SIGTERM):  # both are told by the pipe
        signal.signal(number, lambda *_: None)
    signal.set_wakeup_fd(written, warn_on_full_buffer=False)
    for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGPIPE):
        signal.signal(number, signal.SIG_IGN)
    if sys.platform == "linux":
        privileges.set_subreaper()
        privileges.set_parent_death_signal(signal.SIGTERM)
    with suppress(OSError, ValueError):  # the walk through the work folder may need many
        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 8192) if most > 0 else 8192, most))
    return wake


def look_as(user: int) -> None:
    """Be able to see what a job of user `user` has open; go on hearing of the grader's death."""
    privileges.look_as(user)
    privileges.set_parent_death_signal(signal.SIGTERM)


def start(order: dict[str, Any], work: Path, job_pipes: tuple[int, int]) -> tuple[int, dict[str, int]]:
    """Fork the child; returns its process id and the pipes to read from: stdout, stderr and its report on locking."""
    ends = {name: os.pipe() for name in ("stdout", "stderr", "report")}
    order["lock"]["parent"] = os.getpid()
    child = os.fork()
    if child == 0:
        _become_child(order, work, job_pipes, {name: written for name, (_, written) in ends.items()})
    for _, written in ends.values():
        os.close(written)
    return child, {name: read for name, (read, _) in ends.items()}


def _become_child(order: dict[str, Any], work: Path, job_pipes: tuple[int, int], written: dict[str, int]) -> None:
    """In the forked child: arrange descriptors, lock, execute the interpreter. Never returns."""
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGPIPE, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        os.setsid()
        os.chdir(work)
        report = _arrange(job_pipes, written, keep_report=order["bubblewrap"] is not None)
        if order["bubblewrap"] is None:
            lock.lock_and_execute(order["lock"], report)
        from grader.sandbox import bubblewrap

        bubblewrap.execute(order["bubblewrap"], order["lock"], str(work))
    except BaseException as error:
        with suppress(OSError):
            os.write(written["report"], f"{type(error).__name__}: {error}".encode())
    finally:
        os._exit(127)


def _arrange(job_pipes: tuple[int, int], written: dict[str, int], *, keep_report: bool) -> int:
    """Make 0 to 4 nothing, stdout, stderr, grader_in, grader_out, and 5 the report; close all others."""
    wanted = [os.open(os.devnull, os.O_RDONLY), written["stdout"], written["stderr"], *job_pipes, written["report"]]
    high = [_duplicate(descriptor) for descriptor in wanted]
    for number, descriptor in enumerate(high):
        os.dup2(descriptor, number, inheritable=True)
    os.set_inheritable(5, keep_report)
    written["report"] = 5
    os.closerange(6, os.sysconf("SC_OPEN_MAX"))
    return 5


def _duplicate(descriptor: int) -> int:
    """A copy of `descriptor` numbered 16 or more, out of the way of the places to fill."""
    import fcntl

    return fcntl.fcntl(descriptor, fcntl.F_DUPFD, 16)


def await_locked(report: int, seconds: float) -> str:
    """What the child said before it became the student's: "ok" once it is locked, else what went wrong.

    `report` stays open: what comes on it after the "ok" says that the interpreter could not be executed.
    """
    said = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(report, selectors.EVENT_READ)
        while said != b"ok" and len(said) < 1 << 16:
            if not selector.select(seconds):
                return f"the child did not lock itself within {seconds:.0f} s"
            piece = os.read(report, 2 if not said else 1 << 12)
            if not piece:
                break
            said += piece
    return said.decode("utf-8", "replace") or "the child ended before it was locked"


def said_later(report: int) -> str:
    """What the child said after its "ok"."""
    os.set_blocking(report, False)
    try:
        return os.read(report, 1 << 12).decode("utf-8", "replace")
    except BlockingIOError:
        return ""
