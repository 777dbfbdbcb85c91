"""Which isolation level this machine gives, found by doing: harmless attempts inside, each known to work outside."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path

from grader.errors import SandboxError
from grader.sandbox.job import Isolation, Job, Limits

#: The attempts, in the order in which the driver answers, one byte each.
ATTEMPTS = (
    "writes in its work folder",
    "reads another file of this machine",
    "writes outside its work folder",
    "connects to a local server",
    "signals another process",
    "starts processes without end",
)
_DRIVER = """
import os, socket

def attempt(action):
    try:
        action()
        return b"1"
    except OSError:
        return b"0"

def fork():
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)

canary, outside, port, process = ARGUMENTS
answers = [
    attempt(lambda: open("own", "w").close()),
    attempt(lambda: open(canary).close()),
    attempt(lambda: open(outside, "w").close()),
    attempt(lambda: socket.create_connection(("127.0.0.1", port), timeout=1).close()),
    attempt(lambda: os.kill(process, 15)),
    attempt(lambda: [fork() for _ in range(LIMIT)]),
]
grader_out.write(b"".join(answers))
grader_out.flush()
"""
_PROCESSES = 8


@cache
def probe() -> Isolation:
    """Find out the level by doing (about 100 ms); kept for the process.

    L3 or L2 is given only where the job ran (positive control), did what it may, and failed at everything else,
    while the grader itself could do all of it (so that a missing canary does not look like safety).
    """
    if sys.platform != "linux":
        advice = "run in Linux (a container, a virtual machine, or on Windows WSL) to have code run in a sandbox"
        return Isolation("L0", ((f"Landlock and seccomp on {sys.platform}", False, "only Linux has them"),), (advice,))
    probes: list[tuple[str, bool, str]] = []
    for level in ("L3", "L2"):
        found = _try(level)
        probes += found
        if all(good for _, good, _ in found):
            return Isolation(level, tuple(probes), _advice(level, probes))
    parts = _parts()
    level = "L1" if any(good for _, good, _ in parts) else "L0"
    return Isolation(level, (*probes, *parts), _advice(level, [*probes, *parts]))


def _try(level: str) -> list[tuple[str, bool, str]]:
    """Run the attempts at `level`: (what, as it should be, what was seen) each."""
    from grader.sandbox import bubblewrap
    from grader.sandbox.running import run_at

    name = {"L3": "L3 bubblewrap", "L2": "L2 Landlock, seccomp, limits"}[level]
    if level == "L3" and bubblewrap.program() is None:
        return [(name, False, "bwrap is not installed")]
    with _canaries() as (arguments, outside_works):
        driver = f"ARGUMENTS = {arguments!r}\nLIMIT = {_PROCESSES + 16}\n{_DRIVER}"
        limits = Limits(wall_seconds=10, processes=_PROCESSES)
        try:
            outcome, answers = run_at(level, Job(driver, limits=limits), lambda channel: channel.receive(len(ATTEMPTS)))
        except (SandboxError, OSError, RuntimeError, ImportError) as error:
            return [(name, False, str(error) or type(error).__name__)]
    if answers is None:
        return [(name, False, f"the harmless job did not answer: {outcome.message}")]
    found = [(name, True, "a harmless job answered")]
    for index, what in enumerate(ATTEMPTS):
        succeeded, wanted = answers[index : index + 1] == b"1", index == 0
        works = outside_works[index]
        seen = ("allowed" if succeeded else "refused") + ("" if works else ", but it does not work outside either")
        found.append((f"{level} a job {what}", succeeded == wanted and works, seen))
    return found


@contextmanager
def _canaries() -> Iterator[tuple[tuple[str, str, int, int], tuple[bool, ...]]]:
    """A file to read, a path to write, a port and a process; and which of the attempts the grader itself can do."""
    folder = Path(tempfile.mkdtemp(prefix="xnn-grader-probe-"))
    command = [shutil.which("sleep") or "/bin/sleep", "60"]
    sleeper = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True)  # noqa: S603 - a constant
    try:
        folder.chmod(0o777)
        canary, outside = folder / "canary", folder / "outside"
        canary.write_text("canary")
        canary.chmod(0o644)
        with closing(socket.create_server(("127.0.0.1", 0))) as server:
            port: int = server.getsockname()[1]
            works = (
                True,
                canary.read_text() == "canary",
                _writes(outside),
                _connects(port),
                sleeper.poll() is None,
                True,
            )
            yield (str(canary), str(outside), port, sleeper.pid), works
    finally:
        sleeper.kill()
        sleeper.wait()
        shutil.rmtree(folder)


def _writes(path: Path) -> bool:
    path.write_text("")
    path.unlink()
    return True


def _connects(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def _parts() -> list[tuple[str, bool, str]]:
    """Which of L2's parts this machine has, where L2 as a whole did not work."""
    from grader.sandbox import syscalls
    from grader.sandbox.inside import landlock

    version = landlock.version()
    found = [("Landlock", version > 0, f"version {version}" if version else "missing or switched off in this kernel")]
    try:
        syscalls.program(False)
        return [*found, ("seccomp", True, "libseccomp is there")]
    except (OSError, RuntimeError, ImportError) as error:
        return [*found, ("seccomp", False, str(error))]


def _advice(level: str, probes: list[tuple[str, bool, str]]) -> tuple[str, ...]:
    """What would lift this machine one level, most useful first."""
    seen = {what: text for what, good, text in probes if not good}
    advice = []
    if level == "L2" and "not installed" in seen.get("L3 bubblewrap", ""):
        advice.append("install bubblewrap for L3 (Debian, Ubuntu: apt install bubblewrap)")
    elif level == "L2":
        advice.append("bubblewrap cannot make its namespaces here (usual inside a container); L2 is enough to grade")
    if level < "L2":
        if failed := [text for what, text in seen.items() if what.startswith("L2")]:
            advice.append(failed[0])
        if "Landlock" in seen:
            advice.append("use a Linux kernel of 5.13 or later with Landlock switched on (boot option lsm=landlock,…)")
        if "seccomp" in seen:
            advice.append("install libseccomp (Debian, Ubuntu: apt install libseccomp2)")
        advice.append(
            "`grader check` runs your own code anyway; `--require-isolation L0` lets `grade` do so, unofficially"
        )
    return tuple(advice)
