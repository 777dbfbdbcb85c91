"""What a source brings along beside code: how much data its literals hold, and the source without its free text.

A training script holds a few hundred bytes of names, sizes and messages. A table of answers or the weights of a network
trained at home take thousands, as text, bytes or numbers: packed, each literal counts by what it holds.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings
import zlib
from dataclasses import dataclass

#: Bytes of data, packed, up to which nobody needs to look. Honest scripts hold 30 to 300 (docs/training.md).
USUAL = 1_200

Cut = tuple[int, int, int, int]  # first line and column, last line and column; lines from 1, columns in characters


@dataclass(frozen=True, slots=True)
class Baggage:
    """Bytes of data in the literals of a source, packed, and the line of the statement that holds most of it."""

    size: int
    line: int


def weigh(tree: ast.Module) -> Baggage:
    """Pack all literals that are values; free-standing strings hold none, for they are taken out (see `code_only`)."""
    by_statement = [(len(text), statement.lineno) for statement in tree.body if (text := _literals(statement))]
    packed = zlib.compress(b"\n".join(_literals(statement) for statement in tree.body), 9)
    return Baggage(len(packed), max(by_statement, default=(0, 1))[1])


def _literals(statement: ast.stmt) -> bytes:
    free = {id(node) for node in _free(statement)}
    found = [node.value for node in ast.walk(statement) if isinstance(node, ast.Constant) and id(node) not in free]
    values = [value for value in found if isinstance(value, str | bytes | int | float | complex)]
    return b"\n".join(value if isinstance(value, bytes) else _text(value) for value in values)


def _text(value: str | complex) -> bytes:
    if isinstance(value, int) and value.bit_length() > 1_000:  # more digits than Python is willing to write
        return value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
    return str(value).encode("utf-8", "replace")


def code_only(text: str, tree: ast.Module) -> str:
    """Return the text without comments and free-standing strings, which nothing that trains needs; lines stay.

    What stands in them cannot be read back by the code, so it need not be counted.
    """
    text = re.sub("\r\n?", "\n", text)  # as Python itself counts lines
    lines = text.split("\n")
    strings = [_place(node, lines) for node in _free(tree)]
    bare = _without(lines, strings, '""')
    try:
        comments = [
            (*token.start, *token.end)
            for token in tokenize.generate_tokens(io.StringIO(bare).readline)
            if token.type == tokenize.COMMENT
        ]
        bare = _without(bare.split("\n"), comments, "")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd escapes were said nothing about the first time either
            ast.parse(bare)
    except (SyntaxError, tokenize.TokenError):
        return text
    return bare


def _free(tree: ast.AST) -> list[ast.Constant]:
    """Docstrings and other strings that are statements of their own, in order."""
    values = [node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)]
    return [value for value in values if isinstance(value, ast.Constant) and isinstance(value.value, str | bytes)]


def _place(node: ast.Constant, lines: list[str]) -> Cut:
    """The tree counts columns in bytes of UTF-8; a text is cut by characters."""
    last = node.end_lineno or node.lineno
    first_column = len(lines[node.lineno - 1].encode()[: node.col_offset].decode())
    last_column = len(lines[last - 1].encode()[: node.end_col_offset].decode())
    return node.lineno, first_column, last, last_column


def _without(lines: list[str], cuts: list[Cut], instead: str) -> str:
    """Cut from the last place to the first, so that earlier places stay true; every line stays a line."""
    lines = list(lines)
    for first, start, last, end in sorted(cuts, reverse=True):
        after = lines[last - 1][end:]
        if first == last:
            lines[first - 1] = lines[first - 1][:start] + instead + after
            continue
        lines[first - 1] = lines[first - 1][:start] + instead[:1] * 3
        lines[first : last - 1] = [""] * (last - first - 1)
        lines[last - 1] = instead[:1] * 3 + after
    return "\n".join(lines)
