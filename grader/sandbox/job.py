"""What is run without being trusted, under which limits, and what came of it: frozen data, standard library only."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol


class Ending(StrEnum):
    """How a job ended. Everything but FINISHED and CRASHED names the limit that ended it."""

    FINISHED = "finished"
    CRASHED = "crashed"
    WALL_TIME = "wall_time"
    CPU_TIME = "cpu_time"
    MEMORY = "memory"
    PROCESSES = "processes"
    OUTPUT = "output"
    FILES = "files"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, bytes and counts that end a job. `threads` is set for the numerical libraries as well."""

    wall_seconds: float = 10.0
    cpu_seconds: float = 10.0
    memory_bytes: int = 1 << 30
    processes: int = 64
    open_files: int = 256
    file_bytes: int = 64 << 20
    folder_bytes: int = 256 << 20
    folder_files: int = 2_000
    output_bytes: int = 64 << 10
    result_bytes: int = 64 << 20
    threads: int = 1


@dataclass(frozen=True, slots=True)
class Job:
    """Our own driver and the student's files, which the driver loads inside the child after the child locked itself.

    `driver` is the source of a program of ours; it is run as the child's main module with `python -I` and finds two
    binary streams, `grader_in` and `grader_out`, among its globals. `files` are put into the (writable, empty) work
    folder, the child's current directory: name to content. `readable` are further files or folders the child may
    read. Nothing else of the machine can be read beside the interpreter and its libraries.
    """

    driver: str
    files: dict[str, bytes] = field(default_factory=dict)
    readable: tuple[Path, ...] = ()
    limits: Limits = field(default_factory=Limits)
    environment: dict[str, str] = field(default_factory=dict)


class Channel(Protocol):
    """The grader's end of the pipes to the driver. Everything received is raw bytes of an exact expected size."""

    def send(self, data: bytes) -> None:
        """Write all of `data` to the driver's `grader_in`; raises EndedError if the job ended first."""

    def receive(self, size: int) -> bytes:
        """Return exactly `size` bytes from the driver's `grader_out`; raises EndedError if the job ended first."""

    def wait(self) -> None:
        """Wait until the job is over by itself or by a limit; FINISHED then needs exit code 0."""


class EndedError(Exception):
    """The job ended (crash, limit, or by itself) before the exchange was over; `run` turns this into the Outcome."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job. `message` says in one line, for the student, what ended it and what to do ("" if finished).

    `stdout` and `stderr` are cleaned (no control characters but newline and tab) and capped. `peak_bytes` is the
    largest memory seen of the process tree. `level` is the isolation level that it ran at.
    """

    ending: Ending
    message: str
    exit_code: int | None
    signal: int | None
    stdout: str
    stderr: str
    wall_seconds: float
    cpu_seconds: float
    peak_bytes: int
    level: str


@dataclass(frozen=True, slots=True)
class Isolation:
    """What the probe found: the best level this machine gives, what was tried with which result, and advice."""

    level: str
    probes: tuple[tuple[str, bool, str], ...]
    advice: tuple[str, ...]
