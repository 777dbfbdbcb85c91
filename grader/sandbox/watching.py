"""The watch over one running child: its output, its limits, and its end to the last process. Standard library only."""

from __future__ import annotations

import os
import resource
import selectors
import signal
import sys
import time
from contextlib import suppress
from pathlib import Path

from grader.sandbox import folder, tree

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PERIOD = 0.05  # seconds between two looks at the tree
FOLDER_PERIOD = 0.25  # seconds between two looks at the work folder
FLOOD = 64  # output over this many times what is kept ends the job


class Watch:
    """Watches process `child` from its start to the last trace of it.

    `pipes` maps stdout, stderr, control (readable: the grader said stop or is gone) and signals (the wake-up pipe).
    """

    def __init__(self, order: dict[str, Any], work: Path, child: int, pipes: dict[str, int]) -> None:
        self.limits, self.inside_bubblewrap = order["limits"], order["bubblewrap"] is not None
        self.work, self.child, self.pipes = work, child, pipes
        self.kept = {"stdout": bytearray(), "stderr": bytearray()}
        self.flood = 0
        self.reaped_cpu = 0.0
        self.cpu = 0.0
        self.peak = 0
        self.exit: int | None = None  # wait status of the child
        self.breach: str | None = None  # the limit that ended it
        self.begin = time.monotonic()

    def run(self) -> dict[str, Any]:
        """Watch until the child ends, a limit is hit or the grader says stop; then end all; returns the status."""
        wall = self.begin + self.limits["wall_seconds"]
        folder_due = self.begin + FOLDER_PERIOD
        with selectors.DefaultSelector() as selector:
            for name, pipe in self.pipes.items():
                os.set_blocking(pipe, False)
                selector.register(pipe, selectors.EVENT_READ, name)
            while self.exit is None and self.breach is None:
                now = time.monotonic()
                if self._events(selector, max(0.0, min(PERIOD, wall - now))):
                    break
                self._reap()
                if self.exit is None:
                    self._look()
                    if time.monotonic() >= folder_due:
                        self._look_at_folder()
                        folder_due = time.monotonic() + FOLDER_PERIOD
                if time.monotonic() >= wall:
                    self.breach = self.breach or "wall_time"
        return self._end()

    def _events(self, selector: selectors.BaseSelector, timeout: float) -> bool:
        """Take what is ready; True when the grader said stop, or died (an end-of-file, and SIGTERM by the kernel)."""
        for key, _ in selector.select(timeout):
            if key.data == "control":
                return True
            if key.data == "signals":
                with suppress(BlockingIOError):
                    if signal.SIGTERM in os.read(key.fd, 512):
                        return True
            elif not self._drain(key.data):
                selector.unregister(key.fd)
        return False

    def _drain(self, name: str) -> bool:
        """Take one piece of output, keep what is still within the cap; False at end-of-file."""
        try:
            piece = os.read(self.pipes[name], 1 << 16)
        except BlockingIOError:
            return True
        kept = self.kept[name]
        kept += piece[: max(0, self.limits["output_bytes"] + 1 - len(kept))]
        self.flood += len(piece)
        if self.flood > FLOOD * self.limits["output_bytes"]:
            self.breach = self.breach or "output"
        return bool(piece)

    def _reap(self) -> None:
        """Collect ended processes and their CPU time."""
        with suppress(ChildProcessError):
            while True:
                process, status, used = os.wait4(-1, os.WNOHANG)
                if process == 0:
                    return
                self.reaped_cpu += used.ru_utime + used.ru_stime
                if process == self.child:
                    self.exit = status

    def _look(self) -> None:
        """Compare what the tree uses with the limits on CPU time, memory and processes."""
        cpu, resident, threads = tree.usage(tree.descendants_now())
        self.cpu = max(self.cpu, cpu + self.reaped_cpu)
        self.peak = max(self.peak, resident)
        if resident > self.limits["memory_bytes"]:
            self.breach = "memory"
        elif threads > self.limits["processes"]:
            self.breach = "processes"
        elif self.cpu > self.limits["cpu_seconds"]:
            self.breach = "cpu_time"

    def _look_at_folder(self) -> None:
        files, size = folder.measure(self.work, self.limits["folder_files"], self.limits["folder_bytes"])
        size += folder.unlinked(self.work, tree.descendants_now(), self.limits["file_bytes"])
        if files > self.limits["folder_files"] or size > self.limits["folder_bytes"]:
            self.breach = self.breach or "files"

    def _end(self) -> dict[str, Any]:
        """Kill and reap all that is left, take the last output, and sum up."""
        wall_seconds = time.monotonic() - self.begin
        self._reap()
        tree.kill_all(self.child)
        for name in self.kept:
            for _ in range(32):  # a pipe holds 64 KiB; never wait for an end-of-file
                if not self._drain(name):
                    break
        code, number = self._how_it_ended()
        self.breach = self.breach or ENDING_SIGNALS.get(number or 0)
        if self.exit is not None and self.breach is None:
            self._look_at_folder()
        total = resource.getrusage(resource.RUSAGE_CHILDREN)
        return {
            "breach": self.breach,
            "exit_code": code,
            "signal": number,
            "wall_seconds": wall_seconds,
            "cpu_seconds": max(self.cpu, total.ru_utime + total.ru_stime),
            "peak_bytes": max(self.peak, total.ru_maxrss * (1 if sys.platform == "darwin" else 1024)),
            "stdout": self.kept["stdout"].decode("utf-8", "replace"),
            "stderr": self.kept["stderr"].decode("utf-8", "replace"),
        }

    def _how_it_ended(self) -> tuple[int | None, int | None]:
        """The child's exit code or signal, both None when it was still running."""
        if self.exit is None:
            return None, None
        if os.WIFSIGNALED(self.exit):
            return None, os.WTERMSIG(self.exit)
        code = os.WEXITSTATUS(self.exit)
        if self.inside_bubblewrap and code > 128:
            return None, code - 128  # so bubblewrap tells of the signal that ended the program inside
        return code, None


#: Signals by which the kernel itself ends a process at a limit.
ENDING_SIGNALS = {int(signal.SIGXCPU): "cpu_time", int(signal.SIGXFSZ): "files"}
