"""LaTeX's `cases` and determinants: taken out of a text, read on their own, and put back as trees."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.errors import ReadError
from grader.expressions import piecewise
from grader.expressions.lexer import Lexer
from grader.expressions.parser import Parser
from grader.expressions.patterns import later
from grader.expressions.tree import Tree, add, mul, neg
from grader.expressions.vocabulary import Vocabulary

#: Of a determinant.
MAX_ROWS = 4
#: What stands for an environment while the rest is read: names that nobody writes.
STAND_INS = ("ΨΞΨ", "ΨΞΞΨ", "ΨΞΞΞΨ")

#: Its rows stand in group 2 where they are cases, in group 1 where they are those of a determinant.
_ENVIRONMENT = later(
    r"(?:\\begin\s*\{vmatrix\}|\\det\s*(?:\\left\s*)?\(?\s*\\begin\s*\{[pb]?matrix\})(.*?)"
    r"\\end\s*\{[vpb]?matrix\}(?:\s*(?:\\right\s*)?\))?"
    r"|(?:\\begin\s*\{[dr]?cases\}|(?:\\left\s*)?\\\{\s*\\begin\s*\{(?:array|aligned|matrix)\}\s*(?:\{[^{}]*\})?)"
    r"(.*?)\\end\s*\{(?:[dr]?cases|array|aligned|matrix)\}(?:\s*\\right\s*\.)?",
    re.DOTALL,
)


def taken_out(marked: str, text: str, vocabulary: Vocabulary, notes: list[str]) -> tuple[str, dict[str, Tree]]:
    """Put a symbol of its own in the place of each environment of `marked`; return the text and what they stand for.

    `text` is `marked` without its styles, of the same length. Raises ReadError where one is empty, or too many stand.
    """
    standing_in: dict[str, Tree] = {}
    found = list(_ENVIRONMENT.finditer(marked)) if "\\begin" in marked else []
    if len(found) > len(STAND_INS):
        raise ReadError(f"more than {len(STAND_INS)} formulas by cases or determinants stand here", found[-1].start())
    for name, match in zip(STAND_INS, found, strict=False):
        if match[1] is not None:
            standing_in[name] = _determinant(text, *match.span(1), vocabulary, notes)
        else:
            rows = _rows(text, *match.span(2), vocabulary)
            if not rows:
                raise ReadError("the cases are empty", match.start())
            standing_in[name] = tree_of(rows, notes)
        text = text[: match.start()] + f" {name} ".ljust(match.end() - match.start()) + text[match.end() :]
    return text, standing_in


def tree_of(cases: Sequence[piecewise.Case], notes: list[str]) -> Tree:
    """One tree of several cases; `notes` collects what is to be said of their formulas."""
    return piecewise.tree_of(cases, lambda tokens: Parser(tokens, notes).formula())


def _determinant(text: str, start: int, end: int, vocabulary: Vocabulary, notes: list[str]) -> Tree:
    """The determinant of the matrix whose rows stand between `start` and `end`. Raises ReadError for another shape."""
    entries: list[list[Tree]] = []
    at = start
    for row in filter(str.strip, re.split(r"\\\\(?:\[[^\]]*\])?", text[start:end])):
        at = text.index(row, at)
        entries.append([])
        for column in row.split("&"):
            entries[-1].append(Parser(Lexer(text[: at + len(column)], vocabulary).run_from(at), notes).formula())
            at += len(column) + 1
    if not entries or any(len(row) != len(entries) for row in entries) or len(entries) > MAX_ROWS:
        raise ReadError(f"a determinant has as many columns as rows, at most {MAX_ROWS}", start)
    return _expanded(entries)


def _expanded(entries: list[list[Tree]]) -> Tree:
    """A determinant, expanded along its first row (Laplace)."""
    if len(entries) == 1:
        return entries[0][0]
    terms = []
    for column, entry in enumerate(entries[0]):
        term = mul(entry, _expanded([[*row[:column], *row[column + 1 :]] for row in entries[1:]]))
        terms.append(neg(term) if column % 2 else term)
    return add(*terms)


def _rows(text: str, start: int, end: int, vocabulary: Vocabulary) -> list[piecewise.Case]:
    """The cases of an environment whose rows stand between `start` and `end` of `text`."""
    rows: list[piecewise.Case] = []
    at = start
    for row in re.split(r"\\\\(?:\[[^\]]*\])?", text[start:end]):
        at = text.index(row, at)
        columns = []
        for column in row.split("&"):
            columns.append(Lexer(text[: at + len(column)], vocabulary).run_from(at))
            at += len(column) + 1
        at -= 1
        columns = [column for column in columns if column]
        if len(columns) == 1:  # no & parts value and condition
            rows += piecewise.cases_of(columns[0]) or [(columns[0], None)]
        elif columns:
            rows.append(piecewise.case_in_columns(columns[0], [token for column in columns[1:] for token in column]))
    return rows
