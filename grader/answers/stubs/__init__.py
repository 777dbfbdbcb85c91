"""`grader start`: the answer file to fill in, in every format, and the code stubs. One file a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from grader.answers.code import starter_text
from grader.answers.stubs import json, markdown, notebook, toml, yaml
from grader.errors import UsageError
from grader.model import Assignment

#: Format of `grader start --format` -> what makes its files: assignment and student to texts by file name.
STUBS: Mapping[str, Callable[[Assignment, str], dict[str, str]]] = {
    "md": markdown.files,
    "yaml": yaml.files,
    "toml": toml.files,
    "json": json.files,
    "ipynb": notebook.files,
}


def write(assignment: Assignment, folder: Path, format: str, student: str) -> list[Path]:  # noqa: A002 (the option's name)
    """Write the answer file and the code stubs into `folder`, made if need be; return their paths, answers first.

    Raises UsageError, with nothing written, for an unknown format, a student's id that is not one line of text, and
    where one of the files is there already.
    """
    if format not in STUBS:
        raise UsageError(f"--format {format}: write one of {', '.join(STUBS)}")
    if not student.isprintable():
        raise UsageError("--student: an id of one line was wanted, without control characters")
    files = STUBS[format](assignment, student)
    files |= {part.file: starter_text(assignment, part) for part in assignment.parts if part.file}
    try:
        return _written(folder, files)
    except OSError as error:
        raise UsageError(f"{error.filename}: cannot be written ({error.strerror}); choose another folder") from None


def _written(folder: Path, files: Mapping[str, str]) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / name for name in files]
    there = [path for path in paths if path.exists() or path.is_symlink()]
    if there:
        raise UsageError(f"{there[0]}: is there already and is not overwritten; move it away or choose another folder")
    for path, text in zip(paths, files.values(), strict=True):
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    return paths
