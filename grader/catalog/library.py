"""Which assignments there are, and how one is had by its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from grader import resources
from grader.catalog.loading import Loaded, load_folder
from grader.errors import UsageError
from grader.model import Assignment


@dataclass(frozen=True, slots=True)
class Examples:
    """What an author wrote as answers that must earn full points, and answers that must not."""

    right: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()


def names(extra: Path | None = None) -> tuple[str, ...]:
    """Return the assignments' names, those of the folder `extra` included. Raises UsageError when it is no folder."""
    return tuple(sorted(_folders(extra)))


def load(name: str, extra: Path | None = None) -> Assignment:
    """Return the assignment called `name`; one in the folder `extra` comes before a built-in one.

    Raises UsageError for an unknown name and AssignmentError for an author's error.
    """
    return load_folder(find_folder(name, extra)).assignment


def find_folder(name: str, extra: Path | None = None) -> Path:
    """Return the folder of the assignment called `name`. Raises UsageError for an unknown one."""
    folders = _folders(extra)
    if name not in folders:
        near = get_close_matches(name, folders, 1)
        advice = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(sorted(folders)) or 'none'}"
        raise UsageError(f"no assignment is called {name[:60]!r}; {advice}")
    return folders[name]


def examples(name: str, extra: Path | None = None) -> dict[str, Examples]:
    """Return the examples of each part and cell that has any, by id, as the author typed them."""
    loaded = load_folder(find_folder(name, extra))
    found: dict[str, Examples] = {}
    for part in loaded.assignment.parts:
        if part.kind == "text":
            listed = part.rubric["examples"]
            right = [one["text"] for one in listed if one["outcome"] == "correct"]
            found[part.id] = Examples(tuple(right), tuple(one["text"] for one in listed if one["text"] not in right))
        elif part.cells:
            found |= _cell_examples(part.id, _written(loaded, part.where))
        else:
            written = part.rubric.get("examples") or _written(loaded, part.where)
            found[part.id] = Examples(tuple(written.get("right", ())), tuple(written.get("wrong", ())))
    return {part: one for part, one in found.items() if one.right or one.wrong}


def _written(loaded: Loaded, where: str) -> Mapping[str, Any]:
    label, _, dotted = where.partition(": ")
    data: Any = loaded.files[label].data
    for key in dotted.split("."):
        data = data[key]
    written: Mapping[str, Any] = data.get("examples", {})
    return written


def _cell_examples(part: str, written: Mapping[str, Any]) -> dict[str, Examples]:
    """Return the examples of a table's cells: row, column, then `right` and `wrong`, each a list."""
    return {
        f"{part}.{row}.{column}": Examples(tuple(cell.get("right", ())), tuple(cell.get("wrong", ())))
        for row, cells in written.items()
        for column, cell in cells.items()
    }


def _folders(extra: Path | None) -> dict[str, Path]:
    places = [resources.folder("exercises")]
    if extra is not None:
        if not extra.is_dir():
            raise UsageError(f"{extra}: is no folder; --assignments wants the folder that holds assignment folders")
        places.append(extra)
    return {folder.name: folder for place in places for folder in _assignments_in(place)}


def _assignments_in(place: Path) -> list[Path]:
    try:
        return [folder for folder in place.iterdir() if (folder / "assignment.toml").is_file()]
    except OSError as error:
        raise UsageError(f"{place}: cannot be read ({error.strerror or error})") from None
