"""What an export takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.gradebook import Entry


@dataclass(frozen=True, slots=True)
class Sheet:
    """The instructor's own file, to be filled in: its path, its bytes, and the title of the column (None: find it)."""

    path: Path
    content: bytes
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """An export's bytes, and remarks for the instructor: who could not be matched, what stays to be done."""

    content: bytes
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Export:
    """How a format is written. `one_a_student`: a document holds one entry; `fills_a_file`: it needs a Sheet."""

    write: Callable[[Sequence[Entry], Sheet | None], Document]
    one_a_student: bool = False
    fills_a_file: bool = False
