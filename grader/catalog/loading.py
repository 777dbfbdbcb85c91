"""A folder of TOML files becomes an Assignment."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grader.catalog import consistency, formulas, parts, pieces
from grader.catalog.bindings import Bindings, Value, read_key, reference_sha256
from grader.catalog.entry import ID, ID_WANTED, Entry, SourceFile
from grader.catalog.pieces import Author
from grader.model import Assignment, Part, Question

POLICIES = ("bonus_above_max",)


@dataclass(frozen=True, slots=True)
class Loaded:
    """An assignment with what `key.json` keeps of it: its formulas by binding and the hashes of what they came from."""

    assignment: Assignment
    files: Mapping[str, SourceFile]
    formulas: Mapping[str, Value]
    content_sha256: str
    reference_sha256: str


def load_folder(folder: Path, fresh: bool = False) -> Loaded:
    """Load the assignment in `folder`; with `fresh`, whatever `key.json` keeps is made anew.

    What costs time (importing sympy, comparing each listed mistake with the answer) is left out where `key.json` shows
    that it was done for these very files. Raises AssignmentError for an author's error.
    """
    main = SourceFile(folder / "assignment.toml")
    entry = Entry(main, main.data)
    files = {main.label: main}
    key: Mapping[str, Any] = {} if fresh else read_key(folder)
    reference = reference_sha256()
    bindings = Bindings(key["formulas"] if key.get("reference_sha256") == reference else {})
    shared = entry.table("choices", {})
    author = Author(folder, bindings, {name: pieces.listed_choices(shared, name) for name in shared.data})
    head = _head(entry)
    questions = []
    for name in head["questions"]:
        file = SourceFile(folder / f"{name}.toml")
        files[file.label] = file
        questions.append(_question(Entry(file, file.data), name, author))
    assignment = Assignment(
        id=folder.name,
        title=head["title"],
        version=head["version"],
        path=folder,
        questions=tuple(questions),
        key_sha256=_key_sha256(questions),
        bonus_above_max=head["bonus_above_max"],
    )
    content = _content_sha256(files, reference)
    consistency.check(assignment, files, head["total"], entry)
    if key.get("content_sha256") != content:
        formulas.check_formulas(assignment, files)
    return Loaded(assignment, files, bindings.used, content, reference)


def _head(entry: Entry) -> dict[str, Any]:
    head: dict[str, Any] = {
        "title": entry.text("title"),
        "version": entry.text("version"),
        "questions": entry.texts("questions"),
        "total": entry.number("total"),
    }
    if not head["questions"]:
        raise entry.error("questions", "is empty; wanted the names of the question files, such as q01")
    for name in head["questions"]:
        if not ID.fullmatch(name):
            raise entry.error("questions", f"{name!r} is no id; {ID_WANTED}")
    policies = entry.table("policies", {})
    head["bonus_above_max"] = policies.flag("bonus_above_max", False)
    policies.finish()
    entry.finish()
    return head


def _question(entry: Entry, name: str, author: Author) -> Question:
    title, statement = entry.text("title"), entry.text("statement", "")
    built = tuple(parts.build(part, name, part_name, author) for part_name, part in entry.tables("parts"))
    entry.finish()
    return Question(name, title, statement, built)


def _content_sha256(files: Mapping[str, SourceFile], reference: str) -> str:
    digest = hashlib.sha256(reference.encode())
    for label, file in files.items():
        digest.update(f"{label}\0{file.text}\0".encode())
    return digest.hexdigest()


def _key_sha256(questions: list[Question]) -> str:
    """Return the SHA-256 over statements, points and reference answers in a canonical form."""
    content = [[q.id, q.title, q.statement, [_key_of(part) for part in q.parts]] for q in questions]
    return hashlib.sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _key_of(part: Part) -> list[Any]:
    approximations = [[one.answer, one.share] for one in part.approximations]
    follow = [part.follow.formula, dict(part.follow.values), part.follow.share] if part.follow else []
    return [
        part.id,
        part.kind,
        part.points,
        part.optional,
        part.statement,
        part.reference,
        approximations,
        follow,
        part.rubric,
        part.bands,
        [_key_of(cell) for cell in part.cells],
    ]
