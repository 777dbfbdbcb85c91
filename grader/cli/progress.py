"""One line of progress on a terminal; nothing where standard error is piped or --quiet is given."""

from __future__ import annotations

import shutil
import sys
from typing import Self

from grader.batch import Progress


class Line:
    """A line that is written over and over, and wiped at the end."""

    def __init__(self, quiet: bool = False) -> None:
        self._on = sys.stderr.isatty() and not quiet

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._write("")

    def show(self, progress: Progress) -> None:
        """Show how far it is."""
        self._write(text(progress))

    def _write(self, line: str) -> None:
        if self._on:
            room = max(20, shutil.get_terminal_size().columns) - 1
            sys.stderr.write(f"\r\x1b[K{line[:room]}")
            sys.stderr.flush()


def text(progress: Progress) -> str:
    """Return the line: a bar of 20, how many are done, how long the rest may take, which was last."""
    total = max(1, progress.total)
    full = 20 * progress.done // total
    bar = "█" * full + "·" * (20 - full)
    name = "".join(mark for mark in progress.name if mark.isprintable())
    kept = f", {progress.kept} unchanged" if progress.kept else ""
    return f"{bar} {progress.done}/{progress.total} graded{kept}{_rest(progress)}  {name}"


def _rest(progress: Progress) -> str:
    if progress.done in (0, progress.total):
        return ""
    left = progress.seconds / progress.done * (progress.total - progress.done)
    return f", about {left:.0f} s left" if left < 90 else f", about {left / 60:.0f} min left"
