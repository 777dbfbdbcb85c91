"""One builder a kind: an author's table becomes a Part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from grader.catalog import pieces, rubrics
from grader.catalog.entry import Entry
from grader.catalog.pieces import Author
from grader.catalog.tables import table_fields
from grader.model import Part

#: `grader.sandbox.job.Limits` by name; a limit that is left out keeps its default there.
LIMITS = (
    "wall_seconds",
    "cpu_seconds",
    "memory_bytes",
    "processes",
    "open_files",
    "file_bytes",
    "folder_bytes",
    "folder_files",
    "output_bytes",
    "result_bytes",
    "threads",
)

WORD_LIMIT = 60

Fields = dict[str, Any]


def build(entry: Entry, question: str, name: str, author: Author) -> Part:
    """Return the part `question.name`. Raises AssignmentError for whatever is wrong with its table."""
    kind = entry.text("kind")
    if kind not in KINDS:
        raise entry.error("kind", f"{kind!r} is no kind; wanted one of {', '.join(sorted(KINDS))}")
    shared: Fields = {
        "id": f"{question}.{name}",
        "kind": kind,
        "points": entry.number("points"),
        "statement": entry.text("statement"),
        "where": entry.where,
        "optional": entry.flag("optional", False),
        "hints": pieces.hints(entry),
    }
    fields = KINDS[kind](entry, author, shared)
    part = Part(**{**shared, **fields})
    if "rubric" not in fields:
        entry.table("examples", {})  # read by `grader.catalog.examples`
    entry.finish()
    return part


def _plain(entry: Entry, author: Author, shared: Fields) -> Fields:
    return {}


def _expression(entry: Entry, author: Author, shared: Fields) -> Fields:
    formula, source = pieces.reference(entry, author)
    symbols = pieces.symbols(entry)
    return {
        "reference": formula,
        "reference_source": source,
        "symbols": symbols,
        "even": pieces.even_symbols(entry, symbols),
        "approximations": pieces.approximations(entry, author),
        "units": entry.texts("units"),
        "mistakes": pieces.mistakes(entry),
        "follow": pieces.follow(entry, author),
    }


def _dims(entry: Entry, author: Author, shared: Fields) -> Fields:
    return {**_expression(entry, author, shared), "trailing_ones": entry.flag("trailing_ones", False)}


def _choice(entry: Entry, author: Author, shared: Fields) -> Fields:
    options = pieces.choices(entry, author)
    name, source = pieces.reference(entry, author)
    return {
        "choices": options,
        "reference": pieces.right_choice(entry, options, name),
        "reference_source": source,
        "mistakes": pieces.mistakes(entry),
    }


def _table(entry: Entry, author: Author, shared: Fields) -> Fields:
    return table_fields(entry, author, shared["id"], shared["points"])


def _text(entry: Entry, author: Author, shared: Fields) -> Fields:
    words = entry.whole("word_limit", WORD_LIMIT)
    if "rubric" not in entry:  # then a person judges every answer
        return {"word_limit": words}
    return {"word_limit": words, "rubric": rubrics.text(entry.table("rubric"))}


def _steps(entry: Entry, author: Author, shared: Fields) -> Fields:
    return {"symbols": pieces.symbols(entry), "rubric": rubrics.steps(entry.table("rubric"), author)}


def _order(entry: Entry, author: Author, shared: Fields) -> Fields:
    return {"rubric": rubrics.order(entry.table("rubric"))}


def _function(entry: Entry, author: Author, shared: Fields) -> Fields:
    _, source = pieces.reference(entry, author)
    return {"reference_source": source, **_code(entry, author)}


def _training(entry: Entry, author: Author, shared: Fields) -> Fields:
    bands = entry.items("bands", list, "a list of [accuracy in percent, share of the points]")
    for band in bands:
        if len(band) != 2 or not all(isinstance(number, int | float) for number in band):
            raise entry.error("bands", f"wanted [accuracy in percent, share of the points], found {band}")
    if not bands or bands != tuple(sorted(bands)) or [share for _, share in bands] != sorted(s for _, s in bands):
        raise entry.error("bands", "wanted one band or more, accuracies and shares both rising")
    if not all(0 <= accuracy <= 100 and 0 < share <= 1 for accuracy, share in bands):
        raise entry.error("bands", "wanted accuracies from 0 to 100 and shares over 0 and up to 1")
    pairs = tuple((float(accuracy), float(share)) for accuracy, share in bands)
    return {"bands": pairs, "runs": entry.whole("runs", 1), **_code(entry, author)}


def _code(entry: Entry, author: Author) -> Fields:
    file = entry.text("file")
    if not (author.folder / "starter" / file).is_file():
        raise entry.error("file", f"{file!r} is not in the assignment's folder starter/; put its stub there")
    table = entry.table("limits", {})
    limits = {name: table.number(name) for name in table.data if name in LIMITS}
    if unknown := [name for name in table.data if name not in LIMITS]:
        raise table.error(unknown[0], f"unknown limit; wanted one of {', '.join(LIMITS)}")
    return {"file": file, "limits": limits}


KINDS: dict[str, Callable[[Entry, Author, Fields], Fields]] = {
    "attest": _plain,
    "choice": _choice,
    "dims": _dims,
    "function": _function,
    "graph": _plain,
    "numeric": _expression,
    "order": _order,
    "proportional": _expression,
    "steps": _steps,
    "symbolic": _expression,
    "table": _table,
    "text": _text,
    "training": _training,
}
