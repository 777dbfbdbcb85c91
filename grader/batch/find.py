"""Which entries of a class's folder are submissions; the names that learning platforms give to downloads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

#: Files that lie beside submissions and are none: spreadsheets of the platform, logs, what systems leave behind.
_NOT_SUBMISSIONS = frozenset({".csv", ".tsv", ".xlsx", ".ods", ".log", ".sqlite", ".sqlite-wal", ".sqlite-shm"})
_SYSTEM_NAMES = frozenset({"__macosx", "thumbs.db", "desktop.ini", "__pycache__"})

# Canvas: loginname_[LATE_]12345_67890_answers-1.md, all files of all students in one folder
_CANVAS = re.compile(r"(?P<who>[^_]+)_(?:LATE_)?(?P<user>\d+)_\d+_(?P<file>.+)", re.DOTALL)
_CANVAS_AGAIN = re.compile(r"-\d+(?=\.[^.]*$)")  # the number of the attempt, before the ending
# Moodle: First Last_1234567_assignsubmission_file, one folder or file a student
_MOODLE = re.compile(r"(?P<who>.+?)_\d+_assignsubmission_(?:file|onlinetext)")
# Gradescope: submission_123456789, one folder a submission
_ENDINGS = re.compile(r"\.(md|markdown|ya?ml|toml|json|ipynb|zip)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A submission in the class's folder.

    `name` is unique there; `student` is whose it seems to be from the name alone. `path` is the file or folder; of a
    student's loose files (Canvas) it is None, and `files` maps the name that each was handed in under to where it lies.
    """

    name: str
    student: str
    path: Path | None
    files: tuple[tuple[str, Path], ...] = ()


def find(folder: Path, leave_out: Iterable[Path] = ()) -> tuple[Found, ...]:
    """Return the submissions of `folder` by name; hidden and system files, spreadsheets and `leave_out` are none."""
    outside = {path.resolve() for path in leave_out}
    entries = [entry for entry in sorted(folder.iterdir()) if _may_be_one(entry) and entry.resolve() not in outside]
    loose: dict[str, list[tuple[str, Path]]] = {}
    found = []
    for entry in entries:
        canvas = None if entry.is_dir() else _CANVAS.fullmatch(entry.name)
        if canvas:
            handed_in_as = _CANVAS_AGAIN.sub("", canvas["file"])
            loose.setdefault(_writable(f"{canvas['who']}_{canvas['user']}"), []).append((handed_in_as, entry))
        else:
            name = _writable(entry.name)
            found.append(Found(name, student_of(name), entry))
    found += [_of_loose_files(name, files) for name, files in loose.items()]
    return tuple(sorted(found, key=lambda one: one.name))


def student_of(name: str) -> str:
    """Return whose submission `name` seems to be: the platform's part of it, else the name without its ending."""
    moodle = _MOODLE.match(name)
    if moodle:
        return moodle["who"]
    canvas = _CANVAS.fullmatch(name)
    return canvas["who"] if canvas else _ENDINGS.sub("", name)


def _writable(name: str) -> str:
    """Return a file name with bytes that are no UTF-8 shown escaped, as the gradebook and reports can hold it."""
    return name.encode("utf-8", errors="backslashreplace").decode()


def _may_be_one(entry: Path) -> bool:
    if entry.name.startswith((".", "~$")) or entry.name.casefold() in _SYSTEM_NAMES:
        return False
    return entry.is_dir() or entry.suffix.casefold() not in _NOT_SUBMISSIONS


def _of_loose_files(name: str, files: list[tuple[str, Path]]) -> Found:
    """One submission of a student's loose files; one file stands for itself, of two by one name the later counts."""
    by_name = {handed_in_as: (handed_in_as, entry) for handed_in_as, entry in files}
    student = name.rpartition("_")[0]
    if len(by_name) == 1:
        return Found(name, student, files[-1][1])
    return Found(name, student, None, tuple(by_name.values()))
