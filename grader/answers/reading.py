"""From a path to a Submission: find the answer file, read it by its format, put each answer in its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from grader import catalog
from grader.answers import cells, choosing, code, json, limits, markdown, notebook, pictures, placing, toml, yaml
from grader.answers.archive import Archive
from grader.answers.bundle import Bundle, Folder
from grader.answers.decoding import decode
from grader.answers.sheet import Line, Sheet, clean, printable, quoted
from grader.errors import SubmissionError
from grader.model import Answer, Assignment, Submission, Where

_PLACE = re.compile(r"[^:]*?(?: cell (?P<cell>\d{1,9}))?(?::(?P<line>\d{1,9}))?: ")  # how a warning begins

_MARKDOWN = (".md", ".markdown", ".txt", ".ipynb")

#: Suffix of an answer file -> its reader: text and the file's name to the sheet of answers.
READERS: Mapping[str, Callable[[str, str], Sheet]] = {
    ".md": markdown.read,
    ".markdown": markdown.read,
    ".txt": markdown.read,
    ".yaml": yaml.read,
    ".yml": yaml.read,
    ".toml": toml.read,
    ".json": json.read,
    ".ipynb": notebook.read,
}


def read(path: Path, extra: Path | None = None) -> Submission:
    """Read the submission at `path`: an answer file, or a folder or zip of it.

    `extra` is a folder with more assignments. Nothing that the student wrote is run. Raises SubmissionError (one
    line: file, line, what was seen, what to do) if the submission as a whole cannot be read.
    """
    bundle, name = _opened(path)
    text, warnings = _text(bundle, name)
    sheet = READERS[PurePosixPath(name).suffix.casefold()](text, printable(name))
    assignment = _assignment(sheet, printable(name), extra)
    sheet, taken = cells.settle(sheet, assignment, lambda part: code.has_file(part, bundle, name, assignment))
    placed, misplaced = placing.place(sheet, assignment)
    answers: dict[str, Answer] = {}
    for part in assignment.parts:
        there = placed.get(part.id)
        if part.file:
            found = code.answer(part, there.pieces if there else (), bundle, name, assignment)
            found, passed_over = code.with_strays(part, found, bundle, name)
            bundle.warnings += passed_over
        else:
            found = pictures.refused(placing.answer(there)) if there else None
        if found:
            answers[part.id] = found
    student, unnamed = _student(sheet, printable(name), path)
    lost = (*taken, *cells.unread(sheet, assignment, answers))
    everything = (*warnings, *sheet.warnings, *misplaced, *lost, *unnamed, *bundle.warnings)
    return Submission(assignment.id, student, path, answers, _first(everything))


def _cell_and_line(warning: str) -> tuple[int, int]:
    place = _PLACE.match(warning)
    return (int(place["cell"] or 0), int(place["line"] or 0)) if place else (0, 0)


def _opened(path: Path) -> tuple[Bundle, str]:
    """The files at `path`, and the name of the answer file among them."""
    what = quoted(path.name or str(path))
    try:
        return _opened_as(path, what)
    except OSError as error:
        raise SubmissionError(f"{what}: cannot be opened ({error.strerror})") from None


def _opened_as(path: Path, what: str) -> tuple[Bundle, str]:
    if path.is_dir():
        folder = Folder(path)
        return folder, choosing.answer_file(folder, READERS, what)
    if not path.exists():
        raise SubmissionError(f"{what}: there is no such file or folder; look at its name")
    if path.suffix.casefold() == ".zip":
        archive = Archive(path)
        return archive, choosing.answer_file(archive, READERS, what)
    if path.suffix.casefold() not in READERS:
        known = ", ".join(READERS)
        raise SubmissionError(f"{what}: not an answer file; its name ends in one of {known} or .zip")
    beside = Folder(path.parent, depth=1)
    if path.is_symlink() and path.name not in beside.names:
        raise SubmissionError(f"{what}: a link out of its folder, which is not followed; hand in the file itself")
    return beside, path.name


def _text(bundle: Bundle, name: str) -> tuple[str, tuple[str, ...]]:
    notebook_file = name.casefold().endswith(".ipynb")
    cap = limits.NOTEBOOK_BYTES if notebook_file else limits.ANSWER_BYTES
    data = bundle.read(name, cap)
    if len(data) > cap:
        hint = "clear the outputs of its cells" if notebook_file else "hand in the answers only"
        raise SubmissionError(f"{printable(name)}: over {cap >> 20} MiB; {hint}")
    return decode(data, printable(name))


def _assignment(sheet: Sheet, file: str, extra: Path | None) -> Assignment:
    """The assignment that the sheet says it answers."""
    field = sheet.fields.get("assignment", Line("", Where(file)))
    known = catalog.names(extra)
    listed = ", ".join(known)
    if not field.text:
        marks = " between two lines of --- at the top" if file.casefold().endswith(_MARKDOWN) else ""
        raise SubmissionError(
            f"{field.where}: it does not say which assignment it answers; write assignment: and one of {listed}{marks}"
        )
    wanted = field.text.strip(" \"'“”‘’`*").casefold()
    name = next((one for one in known if one.casefold() == wanted), None)
    if name is None:
        raise SubmissionError(f"{field.where}: there is no assignment {quoted(field.text)}; write one of {listed}")
    return catalog.load(name, extra)


def _student(sheet: Sheet, file: str, path: Path) -> tuple[str, tuple[str, ...]]:
    """Who hands in; without that the name of the file or folder, and a warning."""
    field = sheet.fields.get("student")
    name = " ".join((field.text if field else "").strip("“”‘’ ").split())[:100]
    name = printable(name)
    if name and name.casefold() not in ("null", "~"):
        return name, ()
    resolved = path.resolve()
    name = clean(resolved.name if path.is_dir() else resolved.stem) or "unknown"
    where = field.where if field else Where(file)
    return name, (f"{where}: no student; {quoted(name)} stands in, write student: and your id",)


def _first(warnings: tuple[str, ...]) -> tuple[str, ...]:
    """Each warning once, in the order of the file, and not too many."""
    unique = tuple(sorted(dict.fromkeys(warnings), key=_cell_and_line))
    if len(unique) <= limits.WARNINGS:
        return unique
    return (*unique[: limits.WARNINGS], f"{len(unique) - limits.WARNINGS} more warnings like these")
