"""`run`: from a job to its outcome. Starts the supervisor, lets the grader talk, and reads the one final status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from grader.errors import SandboxError
from grader.sandbox import folder, messages, orders, output, probing
from grader.sandbox.channel import PipeChannel
from grader.sandbox.job import Channel, EndedError, Ending, Job, Outcome

T = TypeVar("T")
_SUPERVISE = (
    "import sys; sys.path.append(sys.argv[1]); from grader.sandbox.supervisor import main; "
    "main(*map(int, sys.argv[2:]))"
)
_PACKAGES = Path(__file__).resolve().parents[2]


def run(job: Job, talk: Callable[[Channel], T], require: str = "L2") -> tuple[Outcome, T | None]:
    """Run `job` at the best level of this machine; see `grader.sandbox.run`."""
    isolation = probing.probe()
    if isolation.level < require:
        raise SandboxError(
            f"this machine gives isolation {isolation.level}, {require} is required to run code: "
            + (isolation.advice[0] if isolation.advice else "see `grader doctor`")
        )
    return run_at(isolation.level, job, talk)


def run_at(level: str, job: Job, talk: Callable[[Channel], T]) -> tuple[Outcome, T | None]:
    """Run `job` at exactly `level`, which this machine must give. Raises SandboxError when it cannot start."""
    check_names(job)
    if sys.platform == "win32":
        raise SandboxError("code cannot be run on Windows itself: use the Windows Subsystem for Linux")
    order, files = orders.order(job, level)
    supervision = _start(order, files)
    channel = PipeChannel(supervision.job_in, supervision.job_out, supervision.status, job.limits.result_bytes)
    value: T | None = None
    done = False
    try:
        try:
            source = job.driver.encode()
            channel.send(len(source).to_bytes(4, "little") + source)
            value = talk(channel)
            done = True
        except EndedError:
            if not channel.over_cap:
                channel.wait()  # the pipe may close before the child has ended and said how
        extra = done and channel.leftover()
    finally:
        final = _finish(supervision)
    if "failed" in final:
        _remove_left(Path(order["folder"]))
        raise SandboxError(f"the sandbox could not start: {final['failed'].splitlines()[-1]}")
    if done and channel.waited:
        done = final["breach"] is None and final["exit_code"] == 0
    ended = outcome(job, level, final, messages.judge(job.limits, final, done=done, extra=extra, over=channel.over_cap))
    return ended, value if ended.ending is Ending.FINISHED else None


def _remove_left(work: Path) -> None:
    """Remove the work folder of a supervisor that was killed; the kernel has killed its child with it."""
    if work.exists():
        folder.remove(work)


def check_names(job: Job) -> None:
    """Refuse file names that would leave the work folder (ours to choose, so a fault of the grader)."""
    for name in job.files:
        path = PurePosixPath(name)
        if path.is_absolute() or ".." in path.parts or not path.parts or "\0" in name:
            raise SandboxError(f"{name!r} is no name for a file of a job")


def outcome(job: Job, level: str, final: dict[str, Any], judged: tuple[Ending, str]) -> Outcome:
    """Put the supervisor's final status and how it was judged into one outcome."""
    stdout, stderr = (output.clean(final[name], job.limits.output_bytes) for name in ("stdout", "stderr"))
    ending, message = judged
    finished = ending is Ending.FINISHED
    return Outcome(
        ending=ending,
        message=message,
        exit_code=final["exit_code"],
        signal=None if finished else final["signal"],
        stdout=stdout,
        stderr=stderr,
        wall_seconds=final["wall_seconds"],
        cpu_seconds=final["cpu_seconds"],
        peak_bytes=final["peak_bytes"],
        level=level,
    )


@dataclass(frozen=True, slots=True)
class _Supervision:
    """A running supervisor and the grader's ends of its pipes."""

    process: subprocess.Popen[bytes]
    control: int
    status: int
    job_in: int
    job_out: int


def _start(order: dict[str, Any], files: list[bytes]) -> _Supervision:
    """Start a supervisor and hand it the order. Raises SandboxError where processes cannot be started this way."""
    control, status, job_in, job_out = (os.pipe() for _ in range(4))
    theirs = (control[0], status[1], job_in[0], job_out[1])
    try:
        process = subprocess.Popen(  # noqa: S603 - our own program, by its full path
            [sys.executable, "-I", "-S", "-c", _SUPERVISE, str(_PACKAGES), *map(str, theirs)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=theirs,
            cwd="/",
            env={"PATH": os.defpath},
            start_new_session=True,
        )
    except OSError as error:
        raise SandboxError(f"the sandbox's supervisor could not start: {error}") from error
    finally:
        for descriptor in theirs:
            os.close(descriptor)
    text = json.dumps(order).encode()
    with suppress(BrokenPipeError):
        for piece in (len(text).to_bytes(4, "little"), text, *files):
            _write_all(control[1], piece)
    return _Supervision(process, control[1], status[0], job_in[1], job_out[0])


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _finish(supervision: _Supervision) -> dict[str, Any]:
    """Tell the supervisor to stop (it may have), read its final status, wait for it, close everything."""
    os.close(supervision.control)
    with os.fdopen(supervision.status, "rb") as stream:
        text = stream.read()
    assert supervision.process.stderr is not None
    with supervision.process.stderr as stream:
        trouble = stream.read().decode("utf-8", "replace").strip()
    supervision.process.wait()
    os.close(supervision.job_in)
    os.close(supervision.job_out)
    try:
        final: dict[str, Any] = json.loads(text)
    except ValueError:
        return {"failed": trouble or "the supervisor was killed"}
    return final
