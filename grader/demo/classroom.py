"""Who is in the demo's class, and what each of them hands in."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from grader import catalog
from grader.demo import answer_file
from grader.errors import UsageError
from grader.model import Assignment, Part

_CODE = Path(__file__).resolve().parent / "code"


def write_class(assignment: Assignment, folder: Path) -> None:
    """Write seven submissions and a roster of eight students into `folder`, in the formats that people use."""
    examples = catalog.examples(assignment.id)
    right = {part.id: _right(part, examples, 0) for part in assignment.parts}
    other = {part.id: _right(part, examples, -1) for part in assignment.parts}
    slips = {part.id: _slip(part, examples) for part in assignment.parts}
    half = dict(list(right.items())[: len(right) // 2])
    every_third_slips = {part: (slips if i % 3 == 2 else right)[part] for i, part in enumerate(right)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _folder(
            folder / "s01-everything", answer_file.markdown(assignment, "s01", right), "mnist_well.py", "lowering.py"
        )
        (folder / "s02-slips.md").write_text(answer_file.markdown(assignment, "s02", every_third_slips), "utf-8")
        (folder / "s03-half-done.yaml").write_text(answer_file.yaml(assignment, "s03", half), "utf-8")
        (folder / "s04-broken.json").write_text(answer_file.json(assignment, "s04", right)[:400], "utf-8")
        _folder(
            folder / "s05-trains-badly",
            answer_file.json(assignment, "s05", other),
            "mnist_badly.py",
            name="answers.json",
        )
        _zip(folder / "s06-other-spellings.zip", answer_file.markdown(assignment, "s06", other))
        (folder / "s07-all-slips.json").write_text(answer_file.json(assignment, "s07", slips), "utf-8")
        (folder / "roster.csv").write_text("student\n" + "".join(f"s{i:02}\n" for i in range(1, 9)), "utf-8")
    except OSError as error:
        raise UsageError(f"{folder}: the demo's class cannot be written there ({error.strerror})") from None


def _right(part: Part, examples: Mapping[str, catalog.Examples], which: int) -> answer_file.Written:
    """Return a right answer of the author's examples (the first or the last), else the reference itself."""
    if part.cells:
        return {cell.id.removeprefix(f"{part.id}."): _typed(cell, examples, which) for cell in part.cells}
    return "done" if part.kind == "attest" else _typed(part, examples, which)


def _typed(part: Part, examples: Mapping[str, catalog.Examples], which: int) -> str:
    listed = examples.get(part.id, catalog.Examples()).right
    return listed[which] if listed else part.reference if not part.file else ""


def _slip(part: Part, examples: Mapping[str, catalog.Examples]) -> answer_file.Written:
    """Return a listed mistake or wrong example where the author gives one, else a right answer."""
    if part.cells:
        return {cell.id.removeprefix(f"{part.id}."): _wrong(cell, examples) for cell in part.cells}
    return "done" if part.kind == "attest" else "" if part.file else _wrong(part, examples)


def _wrong(part: Part, examples: Mapping[str, catalog.Examples]) -> str:
    listed = (*examples.get(part.id, catalog.Examples()).wrong, *(mistake.answer for mistake in part.mistakes))
    return listed[0] if listed else _typed(part, examples, 0)


def _folder(folder: Path, text: str, training: str, lowering: str = "", name: str = "answers.md") -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    (folder / "mnist.py").write_bytes((_CODE / f"{training}.txt").read_bytes())
    if lowering:
        (folder / "lowering.py").write_bytes((_CODE / f"{lowering}.txt").read_bytes())


def _zip(file: Path, text: str) -> None:
    """Write a zip whose bytes depend on `text` alone, so that a second demo finds it unchanged."""
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo("hw01/answers.md", date_time=(2026, 1, 1, 0, 0, 0)), text)
