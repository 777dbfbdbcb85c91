"""The work folder of a job: made, filled, measured while the job runs, and removed however it was left.

Every walk goes by file descriptors relative to the folder above, so that neither deep chains (longer than a path
may be) nor links lead it elsewhere. Standard library only: the supervisor runs this without site-packages.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path


def make(folder: Path, files: dict[str, bytes], owner: int | None) -> Path:
    """Make work folder `folder` (new, private) for user id `owner` (None: our own) with `files` in it.

    `files` maps names, relative and checked before, to contents.
    """
    folder.mkdir(0o700)
    (folder / ".tmp").mkdir()
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if owner is not None:
        for path in (*folder.rglob("*"), folder):
            os.chown(path, owner, owner)
    return folder


def measure(folder: Path, most_files: int, most_bytes: int) -> tuple[int, int]:
    """Files (folders count) and bytes on disk under `folder`; stops early once either is over its limit."""
    files, size = 0, 0
    for entry in _walk(folder):
        files, size = files + 1, size + entry.st_blocks * 512
        if files > most_files or size > most_bytes:
            break
    return files, size


def _walk(folder: Path) -> Iterator[os.stat_result]:
    """Status of everything under `folder`; what vanishes meanwhile or cannot be opened is passed over."""
    stack = [_opened(str(folder), None)]
    try:
        while stack:
            here = stack.pop()
            if here is None:
                continue
            try:
                for entry in os.scandir(here):
                    status = _status(entry)
                    if status is None:
                        continue
                    yield status
                    if stat.S_ISDIR(status.st_mode):
                        stack.append(_opened(entry.name, here))
            finally:
                os.close(here)
    finally:
        for left in stack:
            if left is not None:
                os.close(left)


def _opened(name: str, parent: int | None) -> int | None:
    try:
        return os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=parent)
    except OSError:
        return None


def _status(entry: os.DirEntry[str]) -> os.stat_result | None:
    try:
        return entry.stat(follow_symlinks=False)
    except OSError:
        return None


def unlinked(folder: Path, processes: list[int], file_bytes: int) -> int:
    """Bytes on disk of files that `processes` hold open, or mapped, on the folder's disk after their names are gone.

    A file that is only mapped counts as `file_bytes`, the most that it can have (its true size cannot be seen).
    """
    disk = folder.stat().st_dev
    opened: dict[int, int] = {}
    mapped: set[int] = set()
    for process in processes:
        with suppress(OSError):
            for link in Path(f"/proc/{process}/fd").iterdir():
                with suppress(OSError):
                    status = link.stat()
                    if status.st_dev == disk and status.st_nlink == 0 and stat.S_ISREG(status.st_mode):
                        opened[status.st_ino] = status.st_blocks * 512
            for line in Path(f"/proc/{process}/maps").read_text(errors="replace").splitlines():
                if line.endswith(" (deleted)") and _device(line.split()[3]) == disk:
                    mapped.add(int(line.split()[4]))
    return sum(opened.values()) + file_bytes * len(mapped - opened.keys())


def _device(text: str) -> int:
    major, _, minor = text.partition(":")
    return os.makedev(int(major, 16), int(minor, 16))


def remove(folder: Path) -> None:
    """Remove `folder` with all that is in it: any depth, any permissions. Nothing else may be writing there.

    Inner folders are moved up to the top before the folder that held them goes, so no path ever grows long.
    """
    folder.chmod(0o700)
    waiting = [folder]
    while waiting:
        here = waiting[-1]
        inner = []
        for entry in list(os.scandir(here)):
            if entry.is_dir(follow_symlinks=False):
                inner.append(Path(entry.path))
            else:
                Path(entry.path).unlink()
        if not inner:
            waiting.pop().rmdir()
            continue
        for path in inner:
            path.chmod(0o700)
            # a random name, since one that can be guessed could be taken
            waiting.append(path if here == folder else path.rename(folder / os.urandom(16).hex()))
