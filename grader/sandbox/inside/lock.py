"""Lock this process, then become the interpreter that runs the driver."""

from __future__ import annotations

import base64
import json
import os
import resource
import signal
import sys

from . import landlock, privileges, seccomp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def lock_and_execute(order: dict[str, Any], report: int) -> None:
    """Apply every lock named in `order`, say "ok" on `report` (closed by the execution) and execute; returns never.

    `order` has `parent` (process id, None where it cannot be seen), `rlimits` (name to value), `environment` and
    `command`; `user` and `keep` where a root grader drops to a user of its own; `rules` for Landlock and `program`
    for seccomp, None where they are not to be used. Raises OSError when a lock cannot be applied: then nothing of the
    student's has run.
    """
    if sys.platform == "linux":
        if order["user"] is not None:
            privileges.become_user(order["user"], order["keep"])
        privileges.set_parent_death_signal(signal.SIGKILL)  # after the change of user, which clears it
        if order["parent"] not in (None, os.getppid()):
            raise ProcessLookupError("the supervisor died before the child was locked")
        privileges.set_no_new_privileges()
        if order["rules"] is not None:
            landlock.restrict(order["rules"])
        if order["program"] is not None:
            seccomp.install(base64.b64decode(order["program"]))
    for name, value in order["rlimits"].items():
        _limit(getattr(resource, name), int(value))
    os.write(report, b"ok")
    os.execve(order["command"][0], order["command"], order["environment"])  # noqa: S606 - this is its purpose


def _limit(which: int, value: int) -> None:
    """Set a soft and a hard limit, never above the hard one in force."""
    _, hard = resource.getrlimit(which)
    most = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (most, most))


def from_file(order: int, report: int) -> None:
    """The same as the first program inside bubblewrap: the order as JSON in descriptor `order`."""
    try:
        os.set_inheritable(report, False)
        os.lseek(order, 0, os.SEEK_SET)
        with os.fdopen(order, "rb") as stream:
            text = stream.read()
        lock_and_execute(json.loads(text), report)
    except BaseException as error:
        os.write(report, f"{type(error).__name__}: {error}".encode())
    finally:
        os._exit(127)
