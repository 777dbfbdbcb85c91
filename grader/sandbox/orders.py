"""What the supervisor is told to do for one job at one level: limits, environment, command and locks, as plain data."""

from __future__ import annotations

import base64
import dataclasses
import math
import os
import secrets
import sys
import tempfile
from typing import Any

from grader.errors import SandboxError
from grader.sandbox import bubblewrap, reach, syscalls, tree
from grader.sandbox.inside import landlock, privileges
from grader.sandbox.job import Job, Limits

#: Reads the driver's source from the grader's pipe (u32 length before it) and runs it as the main module.
BOOTSTRAP = """
def _start():
    import os, sys
    streams = {"grader_in": os.fdopen(3, "rb"), "grader_out": os.fdopen(4, "wb")}
    sys.path += [folder for folder in sys.argv[1:] if folder not in sys.path]
    del sys.argv[1:]
    size = int.from_bytes(streams["grader_in"].read(4), "little")
    return {"__name__": "__main__", **streams}, streams["grader_in"].read(size)
_globals, _source = _start()
exec(compile(_source, "<driver>", "exec"), _globals)
"""


def temporary_folder() -> str:
    """Where work folders are made: the machine's own temporary folder."""
    return tempfile.gettempdir()


def order(job: Job, level: str) -> tuple[dict[str, Any], list[bytes]]:
    """The order for `job` at `level`, and the contents of its files in the order in which it names them.

    In the lock's paths and environment WORK stands for the work folder, which the supervisor makes.
    """
    locked = level != "L0"
    drop = locked and privileges.can_change_user()
    lock = {
        "rlimits": _rlimits(job.limits, locked=locked, own_user=drop),
        "environment": _environment(job),
        "command": [sys.executable, "-I", "-B", "-u", "-c", BOOTSTRAP, *map(str, reach.package_folders())],
        "user": None,
        "keep": _capability_kept(job) if drop and level != "L3" else None,
        "rules": reach.rules("WORK", job.readable) if locked and (level != "L1" or landlock.version()) else None,
        "program": _program(level) if locked else None,
    }
    whole = {
        "limits": dataclasses.asdict(job.limits),
        "files": [(name, len(content)) for name, content in job.files.items()],
        "folder": f"{temporary_folder()}/xnn-grader-{secrets.token_hex(8)}",
        "drop": drop,
        "lock": lock,
        "bubblewrap": bubblewrap.arguments(job.readable, drop=drop) if level == "L3" else None,
    }
    return whole, list(job.files.values())


def _program(level: str) -> str | None:
    """The seccomp program for the order; at L1 None where libseccomp is missing. Raises SandboxError at L2 and L3."""
    try:
        return base64.b64encode(syscalls.program(level == "L3")).decode()
    except (OSError, RuntimeError, ImportError) as error:
        if level == "L1":
            return None
        raise SandboxError(f"libseccomp cannot be used: {error}") from error


def _capability_kept(job: Job) -> int | None:
    """The one capability that a root grader leaves to a job: to read where file permissions would hide its libraries.

    None where a user without rights reaches the interpreter, its packages and the job's data anyway.
    """
    needed = (*reach.interpreter_files(), *map(str, reach.library_folders()), *map(str, job.readable))
    if reach.open_to_others((*needed, temporary_folder())):
        return None
    held = privileges.effective_capabilities()
    for capability in (privileges.READ_ANY, privileges.OVERRIDE_PERMISSIONS):
        if held >> capability & 1:
            return capability
    raise SandboxError("this Python lies in a folder that only root may enter: install it where every user can read it")


def _rlimits(limits: Limits, *, locked: bool, own_user: bool) -> dict[str, int]:
    """Limits per process that the kernel keeps. Memory and processes, at L0, are the supervisor's to watch.

    RLIMIT_NPROC counts all threads of the user: exact where the job has a user of its own, else above what the user
    runs already (the supervisor's eye is the exact limit then).
    """
    values = {
        "RLIMIT_CPU": math.ceil(limits.cpu_seconds) + 1,
        "RLIMIT_FSIZE": limits.file_bytes,
        "RLIMIT_NOFILE": limits.open_files,
        "RLIMIT_CORE": 0,
    }
    if locked:
        values["RLIMIT_DATA"] = limits.memory_bytes
        values["RLIMIT_MEMLOCK"] = 1 << 16
        values["RLIMIT_NPROC"] = limits.processes + (8 if own_user else 1024 + tree.threads_of_user(os.getuid()))
    return values


def _environment(job: Job) -> dict[str, str]:
    """A clean environment, all of its folders in the work folder."""
    threads = str(job.limits.threads)
    return {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "USER": "student",
        "LOGNAME": "student",
        "HOME": "WORK",
        "TMPDIR": "WORK/.tmp",
        "MPLCONFIGDIR": "WORK/.tmp",
        **{f"{library}_NUM_THREADS": threads for library in ("OMP", "MKL", "OPENBLAS", "NUMEXPR")},
        **job.environment,
    }
