"""The processes of a job, seen from its supervisor: which they are, what they use, and their end.

On Linux the supervisor is the subreaper of everything it started, so every descendant stays below it however it
forked; elsewhere only the child's process group is known. Standard library only.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

_USERS = 0x70000000


def descendants() -> list[int]:
    """Process ids of everything below this process (Linux; elsewhere empty), whatever session it is in."""
    if sys.platform != "linux":
        return []
    parents: dict[int, list[int]] = {}
    for process in _all_processes():
        if fields := _stat(process):
            parents.setdefault(int(fields[1]), []).append(process)
    return _below(lambda process: parents.get(process, []))


def descendants_now() -> list[int]:
    """The same by the kernel's own lists of children: cheap enough for twenty looks a second, may miss a fresh fork."""
    if not Path(f"/proc/self/task/{os.getpid()}/children").exists():
        return descendants()
    return _below(_children)


def _below(children: Callable[[int], list[int]]) -> list[int]:
    found: list[int] = []
    queue = [os.getpid()]
    while queue:
        below = children(queue.pop())
        found += below
        queue += below
    return found


def _children(process: int) -> list[int]:
    children: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{process}/task").iterdir():
            children += map(int, (thread / "children").read_text().split())
    return children


def usage(processes: list[int]) -> tuple[float, int, int]:
    """CPU seconds so far, bytes resident and threads of `processes` together.

    Those that ended meanwhile count nothing (their CPU time comes with their reaping).
    """
    page, tick = os.sysconf("SC_PAGE_SIZE"), os.sysconf("SC_CLK_TCK")
    cpu, resident, threads = 0.0, 0, 0
    for process in processes:
        if fields := _stat(process):
            cpu += (int(fields[11]) + int(fields[12])) / tick
            threads += int(fields[17])
            resident += int(fields[21]) * page
    return cpu, resident, threads


def _stat(process: int) -> list[str]:
    """Fields of /proc/PID/stat from the state on (the name before may hold spaces and brackets); empty if gone."""
    try:
        return Path(f"/proc/{process}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def threads_of_user(user: int) -> int:
    """How many threads of user id `user` are alive (what RLIMIT_NPROC counts)."""
    count = 0
    for process in _all_processes():
        with suppress(OSError, IndexError):
            if Path(f"/proc/{process}").stat().st_uid == user:
                count += int(_stat(process)[17])
    return count


def _all_processes() -> list[int]:
    return [int(entry.name) for entry in os.scandir("/proc") if entry.name.isdigit()]


def free_user() -> int:
    """A user id of which nobody and nothing runs: from this process's id, which no other living supervisor has.

    Above what systemd hands out where the machine knows so many ids, else (in a container that maps 65,536) among
    those below.
    """
    wanted = _USERS + os.getpid()
    last = _last_user()
    if wanted <= last:
        return wanted
    first, count = 20_000, max(1, min(last, 60_000) - 20_000)
    for step in range(count):
        user = first + (os.getpid() + step) % count
        if threads_of_user(user) == 0:
            return user
    raise OSError("no user id is free for a job")


def _last_user() -> int:
    """The highest user id that this user namespace knows."""
    ranges = [line.split() for line in Path("/proc/self/uid_map").read_text().splitlines()]
    return max(int(start) + int(length) for start, _, length in ranges) - 1


def kill_all(group: int, patience: float = 10.0) -> None:
    """Kill process group `group` and every descendant until none is left; all are reaped.

    To be called once, at once after the group's leader was reaped (or before), while its number cannot be anybody
    else's. Raises TimeoutError when something survives for `patience` seconds (uninterruptible in the kernel).
    """
    deadline = time.monotonic() + patience
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)
    while _reap_ended():
        for process in descendants():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        if time.monotonic() > deadline:
            raise TimeoutError("a process of the job could not be killed")
        time.sleep(0.002)


def _reap_ended() -> bool:
    """Reap whatever has ended; whether children are left."""
    while True:
        try:
            process, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return False
        if process == 0:
            return True
