"""The supervisor of one job: a small process between grader and child that starts, watches, and ends everything.

Started as `python -I -S` with four descriptors: `control` (the order comes in, then its end-of-file means stop, and
the grader's death is one), `status` (exactly one final JSON line goes out), and the two pipes that the child
inherits. Standard library only.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from grader.sandbox import folder, starting, tree
from grader.sandbox.watching import Watch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

START_SECONDS = 30.0  # for the child to lock itself


def main(control: int, status: int, job_in: int, job_out: int) -> None:
    """Run one order from start to the removal of its folder, and write its one final status."""
    for inherited in (control, status, job_in, job_out):
        os.set_inheritable(inherited, False)
    wake = starting.become_supervisor()
    order, files = read_order(control)
    user = tree.free_user() if order["drop"] else None
    work = folder.make(Path(order["folder"]), files, user)
    try:
        _fill_in(order["lock"], str(work), user)
        final = _supervise(order, work, (job_in, job_out), {"control": control, "signals": wake})
    except Exception as error:
        final = {"failed": f"{type(error).__name__}: {error}"}
    finally:
        folder.remove(work)
    with suppress(BrokenPipeError), os.fdopen(status, "wb") as stream:
        stream.write(json.dumps(final).encode() + b"\n")


def read_order(control: int) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Read the order: u32 length, JSON, then the content of each file named in it."""
    order = json.loads(_exactly(control, int.from_bytes(_exactly(control, 4), "little")))
    return order, {name: _exactly(control, size) for name, size in order["files"]}


def _exactly(pipe: int, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        piece = os.read(pipe, size - len(data))
        if not piece:
            raise SystemExit(0)  # the grader is gone before anything began
        data += piece
    return bytes(data)


def _fill_in(lock: dict[str, Any], work: str, user: int | None) -> None:
    """Put in what only the supervisor knows: the work folder and the job's user."""
    lock["user"] = user
    lock["environment"] = {name: text.replace("WORK", work) for name, text in lock["environment"].items()}
    if lock["rules"] is not None:
        lock["rules"] = [(work if path == "WORK" else path, rights) for path, rights in lock["rules"]]


def _supervise(
    order: dict[str, Any], work: Path, job_pipes: tuple[int, int], own_pipes: dict[str, int]
) -> dict[str, Any]:
    user = order["lock"]["user"]
    child, pipes = starting.start(order, work, job_pipes)
    try:
        for pipe in job_pipes:
            os.close(pipe)  # else the grader would never see the child's end close
        report = pipes.pop("report")
        said = starting.await_locked(report, START_SECONDS)
        if said == "ok":
            if user is not None:
                starting.look_as(user)
            final = Watch(order, work, child, {**pipes, **own_pipes}).run()
            trouble = starting.said_later(report)
            return {"failed": trouble} if trouble else final
    except BaseException:
        tree.kill_all(child)
        raise
    tree.kill_all(child)
    return {"failed": said + _printed(pipes["stderr"])}


def _printed(pipe: int) -> str:
    """What a start that failed left on its standard error (bubblewrap says there what it lacks)."""
    os.set_blocking(pipe, False)
    try:
        text = os.read(pipe, 1 << 12).decode("utf-8", "replace").strip().replace("\n", "; ")
    except BlockingIOError:
        return ""
    return f": {text}" if text else ""
