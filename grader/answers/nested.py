"""Maps, lists and scalars with their lines, as YAML, TOML and JSON have them, and what a sheet of answers they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from grader.answers.sheet import Entry, Line, Sheet, clean, quoted
from grader.errors import SubmissionError
from grader.model import Where

_BOOLEANS = {"true": True, "false": False}
_LIKE_AN_ID = re.compile(r"\W*q\d", re.IGNORECASE)
_NULLS = frozenset({"", "~", "null"})
_BEFORE_COMMA, _BEHIND_COMMA = re.compile(r"[+-]?\d{1,3}"), re.compile(r"0\d\d")  # 1,024 in a list without quotes


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar's text as typed. `native`: written without quotes. `block`: each line of it is a line of the file.

    `problem` says why it cannot be what the student meant.
    """

    text: str
    line: int
    native: bool = False
    block: bool = False
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Node, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A map with its pairs in order, a key as often as it was given. `line` None: put together from dotted keys."""

    pairs: tuple[tuple[str, Node], ...]
    line: int | None


Node = Scalar | Items | Table


def sheet(root: Node, file: str) -> Sheet:
    """Return the sheet of answers that the tree `root` of `file` is. Raises SubmissionError where it is none."""
    if not isinstance(root, Table):
        raise SubmissionError(
            f"{file}:{root.line}: a map with the keys assignment, student and answers was wanted at the top"
        )
    fields: dict[str, Line] = {}
    entries: list[Entry] = []
    for key, node in root.pairs:
        name = key.strip().casefold()
        if name == "answers":
            entries += _answers(node, file)
        elif isinstance(node, Scalar):
            fields.setdefault(name, Line(clean(node.text).strip(), Where(file, node.line)))
    loose = tuple(pair for pair in root.pairs if _LIKE_AN_ID.match(pair[0]))  # ids not indented under `answers`
    entries += _answers(Table(loose, None), file) if loose else ()
    return Sheet(fields, tuple(entries))


def _answers(node: Node, file: str) -> Iterator[Entry]:
    """Yield the entries under `answers`."""
    if isinstance(node, Scalar) and node.native and node.text.casefold() in _NULLS:
        return
    if not isinstance(node, Table):
        seen = "a list" if isinstance(node, Items) else quoted(node.text)
        raise SubmissionError(f"{file}:{node.line}: answers is {seen}; write a map under it, part id to answer")
    yield from _flat(node, (), (), file)


def _flat(node: Node, path: tuple[str, ...], blocks: tuple[Where | None, ...], file: str) -> Iterator[Entry]:
    """Yield an entry for each scalar and each list under `node`; an empty map is an empty answer."""
    if isinstance(node, Table) and node.pairs:
        for key, child in node.pairs:
            where = Where(file, child.line) if child.line is not None else None
            yield from _flat(child, (*path, clean(key)), (*blocks, where), file)
        return
    where = Where(file, node.line)
    if isinstance(node, Scalar):
        yield _scalar(node, path, blocks, file)
    elif isinstance(node, Items):
        yield _listed(node, path, blocks, where)
    elif path:
        yield Entry(path, (), where, blocks)


def _scalar(node: Scalar, path: tuple[str, ...], blocks: tuple[Where | None, ...], file: str) -> Entry:
    text = clean(node.text)
    boolean = _BOOLEANS.get(text.casefold()) if node.native else None
    if node.native and text.casefold() in _NULLS:
        text = ""
    step = 1 if node.block else 0
    lines = tuple(Line(line, Where(file, node.line + i * step)) for i, line in enumerate(text.split("\n")))
    return Entry(path, lines, Where(file, node.line), blocks, boolean=boolean, problem=node.problem)


def _listed(node: Items, path: tuple[str, ...], blocks: tuple[Where | None, ...], where: Where) -> Entry:
    if not all(isinstance(item, Scalar) for item in node.items):
        return Entry(path, (), where, blocks, problem="a list of plain values was wanted, without lists or maps in it")
    scalars = [item for item in node.items if isinstance(item, Scalar)]
    cut = next((f"{one.text},{other.text}" for one, other in pairwise(scalars) if _is_cut(one, other)), None)
    problem = f"a comma cuts {quoted(cut)} in two; put each number in quotes" if cut else None
    return Entry(path, (), where, blocks, items=tuple(clean(one.text).strip() for one in scalars), problem=problem)


def _is_cut(one: Scalar, other: Scalar) -> bool:
    """Whether the two are one number, which a comma cut: nobody writes 24 as 024."""
    whole = _BEFORE_COMMA.fullmatch(one.text) and _BEHIND_COMMA.fullmatch(other.text)
    return bool(whole and one.native and other.native)
