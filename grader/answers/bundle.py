"""The files of a submission, wherever they are: a folder (or the one a file lies in) or a zip. Nothing is unpacked."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Protocol

from grader.answers import limits
from grader.answers.sheet import quoted
from grader.errors import SubmissionError

_SYSTEM = frozenset({"__macosx", "thumbs.db", "desktop.ini", "__pycache__", "node_modules", "venv", "site-packages"})


class Bundle(Protocol):
    """Regular files by name (`/` between folders), links that are not followed, and warnings on what is not read."""

    links: list[str]
    warnings: list[str]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the files, shallow ones first."""

    def read(self, name: str, cap: int) -> bytes:
        """Return the file's first `cap` + 1 bytes, so that more than `cap` can be told from `cap`.

        Raises SubmissionError where it cannot be read.
        """


def passed_over(name: str) -> bool:
    """Tell whether a file or folder of this name is a system's, not a student's."""
    return name.startswith((".", "~$")) or name.casefold() in _SYSTEM


class Folder:
    """A folder on disk. No link is followed out of it."""

    def __init__(self, root: Path, depth: int = limits.FOLDER_DEPTH) -> None:
        self.root = root
        self.links: list[str] = []
        self.warnings: list[str] = []
        self.names = tuple(self._walk(depth))

    def _walk(self, depth: int) -> list[str]:
        """Names of files, breadth first, so that a large folder beside the answers cannot hide them."""
        found: list[str] = []
        level, seen = [""], 0
        for _ in range(depth):
            below: list[str] = []
            for folder in level:
                entries = self._entries(folder)
                seen += len(entries)
                for entry in entries:
                    name = f"{folder}{entry.name}"
                    if entry.is_dir(follow_symlinks=False):
                        below.append(f"{name}/")
                    elif not entry.is_symlink() or self._stays(name):
                        found.append(name)
                if depth > 1 and seen > limits.FILES:
                    return found
            level = below
        return found

    def _entries(self, folder: str) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.root / folder) as entries:
                return sorted((one for one in entries if not passed_over(one.name)), key=lambda one: one.name)
        except OSError as error:
            if folder:
                self.warnings.append(f"{quoted(folder)} cannot be opened ({error.strerror})")
                return []
            raise SubmissionError(f"{self.root.name}: cannot be opened ({error.strerror})") from None

    def _stays(self, name: str) -> bool:
        try:
            inside = (self.root / name).resolve().is_relative_to(self.root.resolve())
        except (OSError, RuntimeError, ValueError):
            inside = False
        if not inside:
            seen = quoted(name)
            self.links.append(name)
            self.warnings.append(f"{seen} is a link out of the submission, which is not followed; put the file there")
        return inside

    def read(self, name: str, cap: int) -> bytes:
        """Return the file's first `cap` + 1 bytes."""
        return read_file(self.root / name, name, cap)


def read_file(path: Path, name: str, cap: int) -> bytes:
    """Return the first `cap` + 1 bytes of a regular file, called `name` in messages; never waits for a pipe."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise SubmissionError(f"{name}: not a regular file; hand in a file, a folder or a zip")
            return file.read(cap + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "a name that no file can have"
        raise SubmissionError(f"{name}: cannot be read ({reason})") from None
