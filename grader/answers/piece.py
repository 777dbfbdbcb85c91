"""A raw answer that has found its part or cell, and what text it makes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.answers import items
from grader.answers.naming import Target
from grader.answers.sheet import Entry, Line
from grader.catalog.consistency import FORMULAS
from grader.model import Part, Where

_LEFT_OUT = frozenset({"", "-", "--", "---", "–", "—", "skip", "skipped", "not attempted", "left out"})
_DISPLAYED = re.compile(r"\$\$[^$]*\$\$")  # one formula, whatever its lines are
LONG_KINDS = frozenset({"text", "steps", "order"})  # answers of several lines, with headings of their own
_ONE_A_LINE = frozenset({"text", "steps", "function", "training"})


@dataclass(frozen=True, slots=True)
class Piece:
    """One raw answer for `target`.

    `block` is where the map or heading of the whole part stands, None if there is no one such place. `markdown` tells
    that bullets are marks of Markdown; `cell` that it is a notebook's code cell.
    """

    target: Target
    lines: tuple[Line, ...]
    where: Where
    block: Where | None = None
    items: tuple[str, ...] | None = None
    boolean: bool | None = None
    problem: str | None = None
    markdown: bool = False
    cell: bool = False

    @property
    def first(self) -> Where:
        """Where the answer's first line with text stands."""
        return next((line.where for line in self.lines if line.text.strip()), self.where)


def of_entry(entry: Entry, target: Target) -> Piece:
    """Return the piece that the entry of a map is."""
    block = entry.blocks[target.keys - 1] if target.keys and target.keys <= len(entry.blocks) else None
    return Piece(
        target,
        entry.lines,
        entry.where,
        block=block,
        items=entry.items,
        boolean=entry.boolean,
        problem=entry.problem or target.problem,
    )


def text(piece: Piece, part: Part) -> str:
    """Return the answer's text for `part`: as typed, with lists and native booleans in the words of its kind."""
    if piece.items is not None:
        return _listed(piece.items, part.kind)
    if piece.boolean is not None and not _has_choice(part, piece.boolean):
        return "yes" if piece.boolean else "no"
    lines = items.without_marks(piece.lines, part) if piece.markdown else [line.text for line in piece.lines]
    typed = "\n".join(line.rstrip() for line in lines).strip()
    if part.kind in FORMULAS:
        typed = _DISPLAYED.sub(lambda formula: " ".join(formula[0].split("\n")), typed)
    return _without_curly_quotes(typed)


def left_out(answer: str) -> bool:
    """Tell whether the text means that nothing was answered."""
    if answer.strip() in _LEFT_OUT:
        return True
    return len(answer) < 40 and answer.strip(" \n*_`()[]$.\"'").casefold() in _LEFT_OUT


def _listed(items: Sequence[str], kind: str) -> str:
    if kind in _ONE_A_LINE:
        return "\n".join(items)
    joined = ", ".join(items)
    if kind in ("order", "choice", "attest") or not items or (kind != "dims" and len(items) == 1):
        return joined
    return f"({joined})"


def _has_choice(part: Part, value: bool) -> bool:
    word = "true" if value else "false"
    return any(choice.name.casefold() == word for choice in part.choices)


def _without_curly_quotes(answer: str) -> str:
    if len(answer) > 1 and answer[0] in "“‘„" and answer[-1] in "”’“" and not set("“”„") & set(answer[1:-1]):
        return answer[1:-1].strip()
    return answer
