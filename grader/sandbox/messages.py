"""How a job ended, in one line for the student: which limit, its value, and what to do."""

from __future__ import annotations

import re
import signal
from typing import Any

from grader.sandbox.job import Ending, Limits
from grader.sandbox.output import clean


def judge(limits: Limits, final: dict[str, Any], *, done: bool, extra: bool, over: bool) -> tuple[Ending, str]:
    """The ending and its message ("" when finished).

    `done`: the grader got everything that it asked for; `extra`: more came than that; `over`: more than the limit.
    """
    if over:
        return Ending.RESULT, limit_message(Ending.RESULT, limits)
    if extra:
        return Ending.RESULT, (
            "more came back than was asked for: check the result's shape, and leave files that it did not open alone"
        )
    if done:
        return Ending.FINISHED, ""
    if final["breach"]:
        ending = Ending(final["breach"])
        return ending, limit_message(ending, limits)
    hit = _refused_by_limit(final["stderr"])
    if hit is not None:
        return hit[0], hit[1].format(limits=limits, memory=size(limits.memory_bytes), file=size(limits.file_bytes))
    return Ending.CRASHED, _crash(final)


def limit_message(ending: Ending, limits: Limits) -> str:
    """One line: which limit ended the job, its value, and what to do."""
    return {
        Ending.WALL_TIME: f"stopped after {limits.wall_seconds:g} s, the time limit: look for a loop without an end, "
        "or do less work",
        Ending.CPU_TIME: f"stopped after {limits.cpu_seconds:g} s of computing time, the limit: look for a loop "
        "without an end, or do less work",
        Ending.MEMORY: f"stopped at {size(limits.memory_bytes)} of memory, the limit: use smaller arrays or batches",
        Ending.PROCESSES: f"stopped at {limits.processes} threads and processes, the limit: start fewer of them",
        Ending.OUTPUT: f"stopped because it printed without an end ({size(limits.output_bytes)} are kept): print less",
        Ending.FILES: f"stopped at the limit on files ({limits.folder_files} files, {size(limits.folder_bytes)} in "
        f"all, {size(limits.file_bytes)} a file): write fewer or smaller files",
        Ending.RESULT: f"the result is larger than expected (at most {size(limits.result_bytes)}): check its shape",
    }[ending]


#: What libraries say when the kernel refuses more; it only words the message, since a student could print it as well.
_REFUSALS = (
    (("MemoryError", "std::bad_alloc", "can't allocate memory", "Cannot allocate memory"), Ending.MEMORY,
     "ran out of memory ({memory}, the limit): use smaller arrays or batches"),
    (("can't start new thread", "Resource temporarily unavailable"), Ending.PROCESSES,
     "could not start another thread ({limits.processes} threads and processes, the limit): start fewer of them"),
    (("Too many open files",), Ending.FILES,
     "opened too many files ({limits.open_files}, the limit): close them, or use `with open(...)`"),
    (("File too large",), Ending.FILES,
     "wrote a file that is too large ({file}, the limit): write less"),
)  # fmt: skip


def _refused_by_limit(stderr: str) -> tuple[Ending, str] | None:
    last = "\n".join(stderr.strip().splitlines()[-3:])
    for words, ending, message in _REFUSALS:
        if any(word in last for word in words):
            return ending, message
    return None


def _crash(final: dict[str, Any]) -> str:
    last = final["stderr"].strip().rpartition("\n")[2]
    if final["exit_code"] == 1 and re.match(r"\w+(\.\w+)*(: |$)", last):
        return f"the program stopped with an error: {clean(last, 300)}"
    if final["signal"] is not None:
        try:
            name = signal.Signals(final["signal"]).name
        except ValueError:
            name = "unknown"
        return f"the program crashed (signal {final['signal']}, {name}): run it by itself to see where"
    return (
        f"the program ended by itself (exit code {final['exit_code']}) before its result was complete: "
        "look at the last lines of its output, and leave out exit()"
    )


def size(count: int) -> str:
    """`count` bytes in the largest unit that keeps it readable: 64 KiB, 1 GiB."""
    value, unit = float(count), "bytes"
    for larger in ("KiB", "MiB", "GiB", "TiB"):
        if value < 1024:
            break
        value, unit = value / 1024, larger
    return f"{value:.4g} {unit}"
