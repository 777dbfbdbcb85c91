"""L3: the same locks inside bubblewrap's namespaces (a new root, an empty network, process ids of its own)."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

INSIDE = "/grader"  # where the locking program lies within the new root; Landlock then shuts it as well
_LOCK = (
    f"import sys; sys.path.append({INSIDE!r}); from inside.lock import from_file; from_file(int(sys.argv[1]), "
    "int(sys.argv[2]))"
)


def program() -> str | None:
    """The path of `bwrap`, None where it is not installed."""
    import shutil

    return shutil.which("bwrap", path=os.defpath + ":/usr/bin:/usr/local/bin:/bin")


def arguments(extra: tuple[Path, ...], *, drop: bool) -> list[str]:
    """bubblewrap's command line up to the work folder: what the new root shows. Raises OSError without `bwrap`.

    `drop`: it is started by root, and the locking program inside still has to change its user.
    """
    import tempfile

    from grader.sandbox import reach

    found = program()
    if found is None:
        raise FileNotFoundError("bwrap is not installed")
    command = [found, "--unshare-ipc", "--unshare-net", "--unshare-pid", "--unshare-uts", "--unshare-cgroup-try"]
    command += ["--die-with-parent", "--proc", "/proc", "--dev", "/dev"]
    if drop:
        for capability in ("CAP_SETUID", "CAP_SETGID", "CAP_SETPCAP"):
            command += ["--cap-add", capability]
    shown = [path for path in reach.readable() if not path.startswith(("/proc", "/dev"))]
    command += _parents([*shown, *map(str, extra), f"{tempfile.gettempdir()}/work"])
    for path in (*shown, *map(str, extra)):
        command += ["--ro-bind-try", path, path]
    for path in reach.hidden():
        command += ["--tmpfs", path]
    return [*command, "--ro-bind", str(Path(__file__).resolve().parent / "inside"), f"{INSIDE}/inside"]


def _parents(paths: list[str]) -> list[str]:
    """Options that make the folders above `paths`, such that any user may pass (bubblewrap's own are private)."""
    parents = {str(folder) for path in paths for folder in (Path(path), *Path(path).parents)[1:]} - {"/"}
    return [word for folder in sorted(parents) for word in ("--perms", "0755", "--dir", folder)]


def execute(command: list[str], lock: dict[str, Any], work: str) -> None:
    """Become bubblewrap, which starts the locking program, which becomes the driver's interpreter. Never returns."""
    order = os.memfd_create("order", 0)
    os.write(order, json.dumps({**lock, "parent": None}).encode())
    whole = [*command, "--bind", work, work, "--chdir", work]
    inner = [sys.executable, "-I", "-S", "-B", "-c", _LOCK, str(order), "5"]
    os.execve(whole[0], [*whole, "--", *inner], {"PATH": os.defpath})  # noqa: S606 - this is its purpose
