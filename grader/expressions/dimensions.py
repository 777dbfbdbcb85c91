"""Dimensions: `N_o × L_r × L_c`, `(N_o, L_r, L_c)`, `[N_o][L_r][L_c]`, "N_o maps, each L_r by L_c"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.parser import Parser
from grader.expressions.tokens import Token
from grader.expressions.tree import Tree

_CONTAINER = re.compile(r"\b(?:torch\.)?(?:Size|shape|tuple|list|np\.array|array)\s*(?=\()", re.IGNORECASE)
_SPACE_SET = re.compile(
    r"(?:\b[A-Za-z]\w*\s*(?=∈|\\in\b))?(?:∈\s*)?(?:\\in\s*)?(?:\\mathbb\s*\{?\s*[RZN]\s*\}?|ℝ|\bR)\s*\^\s*(?=[{(])"
)
_LONE_NUMBER = re.compile(r"\D*\d{1,3}(?:,\d{3})+\D*")
_CROSSES = re.compile(r"×|\\times|\bby\b|\d\s*[xX]\s*\d|(?<=\s)[xX](?=\s)")
_TIMES = frozenset({"×", "by"})
_COMMAS = frozenset({",", ";"})
_BETWEEN = frozenset({"of", "and", ",", "per", ":"})
_OPENING = frozenset({"(", "[", "{"})
_CLOSING = frozenset({")", "]", "}", "⌋", "⌉", "+", "-", "*", "/", "^"})


def without_space(line: str) -> str:
    """Blank out what only says that these are dimensions: `\\mathbb{R}^{…}`, `torch.Size(…)`."""
    for pattern in (_SPACE_SET, _CONTAINER):
        line = pattern.sub(lambda m: " " * len(m[0]), line)
    return line


def has_crosses(line: str) -> bool:
    """Whether × parts the dimensions, so that a comma is a thousands separator."""
    return _CROSSES.search(line) is not None or (_LONE_NUMBER.fullmatch(line) is not None and "(" not in line)


def dimensions(tokens: list[Token], notes: list[str], aside: list[str]) -> tuple[Tree, ...]:
    """Return one tree a dimension; raises ReadError where one is missing or cannot be read."""
    tokens = _words_as_crosses(unwrap(_trimmed(tokens, aside)))
    separators = _TIMES if len(split(tokens, _TIMES)) > 1 else _COMMAS
    if separators is _COMMAS and len(split(tokens, _COMMAS)) > 1 and not any(token[1] in _OPENING for token in tokens):
        separators = _COMMAS | {"and"}  # "N_o, L_r and L_c"
    parts = _indexed(tokens) or [_trimmed(part, aside) for part in split(tokens, separators)]
    parts = [inner for part in parts for inner in _nested(part, separators)]
    if len(parts) > 1 and not parts[-1] and separators is not _TIMES:
        parts = parts[:-1]  # Python's (1024,)
    if not parts or not all(parts):
        raise ReadError("a dimension is missing", tokens[0][2] if tokens else None)
    trees = []
    for part in parts:
        parser = Parser(part, notes)
        trees.append(parser.formula())
        aside += parser.aside
    return tuple(trees)


def _nested(part: list[Token], separators: frozenset[str]) -> list[list[Token]]:
    """The dimensions of a bracket inside the dimensions, as in `N_o × (L_r × L_c)` or "N_o maps of (L_r, L_c)"."""
    bare = unwrap(part)
    inner = split(bare, separators if len(bare) == len(part) else separators | _COMMAS)
    return inner if len(inner) > 1 else [part]


def _trimmed(tokens: list[Token], aside: list[str]) -> list[Token]:
    """Set closing full stops and words after the dimensions aside."""
    end = len(tokens)
    if any(token[1] in ("(", "[") for token in tokens) and tokens[-1][1] not in (".", "?") and tokens[-1][0] != "word":
        return tokens
    while end and (tokens[end - 1][0] == "word" or (tokens[end - 1][0] == "op" and tokens[end - 1][1] in (".", "?"))):
        if str(tokens[end - 1][1]).lower() in words.POISON:
            raise ReadError(f'"{tokens[end - 1][1]}" makes the answer say something else', tokens[end - 1][2])
        end -= 1
    aside += [str(token[1]) for token in tokens[end:] if token[0] == "word"]
    return tokens[:end]


def split(tokens: Sequence[Token], separators: frozenset[str]) -> list[list[Token]]:
    """Split tokens at separators outside brackets."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in tokens:
        if token[0] == "op":
            if token[1] in ("(", "[", "{", "⌊", "⌈"):
                depth += 1
            elif token[1] in (")", "]", "}", "⌋", "⌉"):
                depth -= 1
            elif depth == 0 and token[1] in separators:
                parts.append([])
                continue
        parts[-1].append(token)
    return parts


def _words_as_crosses(tokens: list[Token]) -> list[Token]:
    """Read words between two operands as one more ×: "N_o maps, each L_r by L_c", "N_o channels of L_r rows and …".

    Raises ReadError for a word that changes what stands beside it.
    """
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        end = index
        while end < len(tokens) and (tokens[end][0] == "word" or tokens[end][1] in _BETWEEN):
            end += 1
        run = tokens[index:end]
        if result and end < len(tokens) and any(token[0] == "word" for token in run) and tokens[end][1] not in _CLOSING:
            for kind, value, start, _ in run:
                if kind == "word" and value.lower() in words.POISON | words.CONDITIONS:
                    raise ReadError(f'"{value}" makes the answer say something else; give the dimensions', start)
            if tokens[end][1] not in _TIMES and result[-1][1] not in _OPENING:
                result.append(("op", "×", run[0][2], run[-1][3]))
        else:
            result.extend(run)
        if end < len(tokens):
            result.append(tokens[end])
        index = end + 1
    return result


def _indexed(tokens: list[Token]) -> list[list[Token]]:
    """The dimensions of `[N_o][L_r][L_c]`, as C declares an array; [] where brackets do not follow one another."""
    parts: list[list[Token]] = []
    depth = 0
    for token in tokens:
        if token[1] == "[" and token[0] == "op":
            depth += 1
            if depth == 1:
                parts.append([])
                continue
        elif token[1] == "]" and token[0] == "op":
            depth -= 1
            if depth == 0:
                continue
        if depth < 1:
            return []
        parts[-1].append(token)
    return parts if len(parts) > 1 else []


def unwrap(tokens: list[Token]) -> list[Token]:
    """Take off brackets that hold all the dimensions."""
    while (
        len(tokens) > 2
        and tokens[0][0] == "op"
        and tokens[0][1] in ("(", "[", "{")
        and tokens[-1][0] == "op"
        and tokens[-1][1] in (")", "]", "}")
    ):
        depth = 0
        for index, token in enumerate(tokens):
            if token[0] == "op" and token[1] in ("(", "[", "{"):
                depth += 1
            elif token[0] == "op" and token[1] in (")", "]", "}"):
                depth -= 1
            if depth == 0 and index < len(tokens) - 1:
                return tokens
        tokens = tokens[1:-1]
    return tokens
