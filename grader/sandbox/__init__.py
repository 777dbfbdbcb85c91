"""Running code that nobody trusts: grader, supervisor, child. See docs/sandbox.md. Importing this costs nothing."""

from __future__ import annotations

TYPE_CHECKING = False  # without importing `typing`, which the supervisor would pay for at every start
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from grader.sandbox.job import Channel, Isolation, Job, Outcome

    T = TypeVar("T")


def run(job: Job, talk: Callable[[Channel], T], require: str = "L2") -> tuple[Outcome, T | None]:
    """Run `job` at the best level this machine gives while `talk` speaks with its driver; nothing is left behind.

    The value is what `talk` returned, or None when the job ended before `talk` was through (its EndedError is caught
    here). When `talk` returns, the job is over: whatever still runs is killed. Raises SandboxError when this machine
    gives less than `require` ("L0", "L2", "L3") or the sandbox could not start: never the student's fault.
    """
    from grader.sandbox.running import run as run_best

    return run_best(job, talk, require)


def probe() -> Isolation:
    """Find out, by doing, which isolation level this machine gives (about 100 ms; kept for the process)."""
    from grader.sandbox.probing import probe as probe_once

    return probe_once()
