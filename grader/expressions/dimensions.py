"""Dimensions: `N_o × L_r × L_c`, `(N_o, L_r, L_c)`, `[N_o][L_r][L_c]`, "N_o maps, each L_r by L_c"."""

from __future__ import annotations

import re
from itertools import pairwise

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.brackets import GROUPING, split, unwrapped
from grader.expressions.dimension_prose import COMMAS, TIMES, unexplained, unlabelled, words_as_crosses
from grader.expressions.equality import Outcome, equal
from grader.expressions.labels import segments_of, without_labels, without_opening_words
from grader.expressions.lexer import Lexer
from grader.expressions.lines import continued, is_prose
from grader.expressions.parser import Parser
from grader.expressions.patterns import later
from grader.expressions.remarks import is_harmless, takes_back
from grader.expressions.sentences import after_heading
from grader.expressions.tokens import Token, joined
from grader.expressions.tree import Tree, mul
from grader.expressions.vocabulary import Vocabulary

_CONTAINER = later(r"\b(?:torch\.)?(?:Size|shape|tuple|list|np\.array|array)\s*(?=\()", re.IGNORECASE)
_SPACE_SET = later(
    r"(?:\b[A-Za-z]\w*\s*(?=∈|\\in\b))?(?:∈\s*)?(?:\\in\s*)?(?:\\mathbb\s*\{?\s*[RZN]\s*\}?|ℝ|\bR)\s*\^\s*(?=[{(])"
)
_LONE_NUMBER = later(r"\D*\d{1,3}(?:,\d{3})+\D*")
_CROSSES = later(r"×|\\times|\bby\b|\d\s*[xX]\s*\d|(?<=\s)[xX](?=\s)")
#: What parts dimensions beside the sign @: a cross, or a comma in brackets.
_AT_CROSS = later(r"×|\\times|\bby\b|[xX](?=[\s\d({\\])|(?<=[\d\s)}])[xX]")
_PAIR = later(r"[(\[][^()\[\],]+,[^()\[\],]+[)\]]")


def _without_space(line: str) -> str:
    """Blank out what only says that these are dimensions: `\\mathbb{R}^{…}`, `torch.Size(…)`."""
    for pattern in (_SPACE_SET, _CONTAINER):
        line = pattern.sub(lambda m: " " * len(m[0]), line)
    return line


def _without_at(line: str) -> str:
    """`maps@rows×columns` with a cross for the sign; raises ReadError where it parts anything else."""
    maps, _, size = line.partition("@")
    if "@" in size or not maps.strip() or _AT_CROSS.search(maps) or not (_AT_CROSS.search(size) or _PAIR.search(size)):
        raise ReadError("the sign @ is read as in maps@rows×columns", len(maps))
    return f"{maps}×{size}"


def _has_crosses(line: str) -> bool:
    """Whether × parts the dimensions, so that a comma is a thousands separator."""
    return (
        _CROSSES.search(line) is not None
        or "{,}" in line
        or (_LONE_NUMBER.fullmatch(line) is not None and "(" not in line)
    )


def dimensions_of(
    lines: list[tuple[int, str]], vocabulary: Vocabulary, notes: list[str], aside: list[str]
) -> tuple[Tree, ...]:
    """Dimensions stand on one line; others may say in words, or work out one by one, what they are."""
    found: tuple[Tree, ...] = ()
    fault: ReadError | None = None
    one_by_one: list[Tree] = []
    for offset, line in continued(lines):
        try:
            trees = _one_line(line, vocabulary, notes, aside)
        except ReadError as error:
            error.column = None if error.column is None else error.column + offset
            if len(lines) == 1 or takes_back(line) or not (is_prose(line) or is_harmless(line, vocabulary)):
                raise
            if found and not is_harmless(line, vocabulary):
                raise
            fault = error
            aside.append(line.strip())
            continue
        if len(trees) == 1:
            one_by_one += trees
        if len(found) > 1 and len(trees) > 1 and trees != found:
            raise ReadError("dimensions stand on more than one line, and differ; give them once", offset)
        found = trees if len(trees) >= len(found) else found
    if not found:
        raise fault or ReadError("no dimensions stand here")
    if len(found) == 1 and len(one_by_one) == len(lines):
        return tuple(one_by_one)  # one a line
    return found


def _one_line(line: str, vocabulary: Vocabulary, notes: list[str], aside: list[str]) -> tuple[Tree, ...]:
    """Read one line as dimensions; raises ReadError where one is missing, or where two answers stand there."""
    if "@" in line:
        line = _without_at(line)
    lexer = Lexer(_without_space(line), vocabulary, grouped=_has_crosses(line))
    tokens = lexer.run()
    notes += lexer.notes
    tokens = unlabelled(_concluded(tokens, aside), aside)
    tokens = unexplained(after_heading(tokens, aside, numbers=True), aside)
    tokens = _after_arrow(tokens, aside)
    _, segments = without_labels(segments_of(tokens), aside, continues=False, bare_numbers=False)
    members = [_dimensions(without_opening_words(segment, aside), notes, aside) for _, segment in segments]
    several = [member for member in members if len(member) > 1] or members[:1]
    for member in members:
        whole = len(member) == 1 and equal(member[0], mul(*several[-1])) is Outcome.ACCEPT
        if not whole and (len(member) != len(several[-1]) or not all(map(_agree, member, several[-1]))):
            raise ReadError("dimensions stand here more than once, and differ; give them once", tokens[0][2])
    return several[-1]


def _agree(a: Tree, b: Tree) -> bool:
    return equal(a, b) is Outcome.ACCEPT


def _concluded(tokens: list[Token], aside: list[str]) -> list[Token]:
    """What stands behind "so" is the answer, where words stand before it: "each map is averaged, so 1024×1×1"."""
    at = next((i for i in range(len(tokens) - 1, 0, -1) if str(tokens[i][1]).lower() in words.CONCLUSIONS), 0)
    tail = [token for token in tokens[at + 1 :] if token[0] != "word"]
    worded = sum(token[0] in ("word", "unk") for token in tokens[:at]) > 1
    if not at or not worded or not any(token[0] in ("num", "sym") for token in tail):
        return tokens
    aside.append(joined(tokens[: at + 1]))
    return tokens[at + 1 :]


def _after_arrow(tokens: list[Token], aside: list[str]) -> list[Token]:
    """What stands behind an arrow is the output: `1024×16×32 → 1024×1×1`."""
    arrows = [index for index, token in enumerate(tokens) if token[1] == "→"]
    if len(arrows) != 1 or arrows[0] == len(tokens) - 1:
        return tokens
    aside.append(joined(tokens[: arrows[0] + 1]))
    return tokens[arrows[0] + 1 :]


def _dimensions(tokens: list[Token], notes: list[str], aside: list[str]) -> tuple[Tree, ...]:
    """Return one tree a dimension; raises ReadError where one is missing or cannot be read."""
    tokens = [("op", ",", *token[2:]) if token[1] == "|" else token for token in tokens]
    spaced = _is_row(tokens)
    tokens = words_as_crosses(unwrapped(_trimmed(tokens, aside)), aside)
    if spaced:
        tokens = [piece for token in tokens for piece in (token, ("op", ",", token[3], token[3]))][:-1]
    separators = TIMES if len(split(tokens, TIMES)) > 1 else COMMAS
    if separators is COMMAS and len(split(tokens, COMMAS)) > 1 and not any(token[1] in GROUPING for token in tokens):
        separators = COMMAS | {"and"}  # "N_o, L_r and L_c"
        tokens = [token for at, token in enumerate(tokens) if token[1] != "and" or tokens[at - 1][1] != ","]
    parts = _indexed(tokens) or [_trimmed(part, aside) for part in split(tokens, separators)]
    parts = [inner for part in parts for inner in _nested(part, separators)]
    if len(parts) > 1 and not parts[-1] and separators is not TIMES and tokens[-1][1] == ",":
        parts = parts[:-1]  # Python's (1024,)
    if not parts or not all(parts):
        raise ReadError("a dimension is missing", tokens[0][2] if tokens else None)
    trees = []
    for part in parts:
        parser = Parser(part, notes)
        trees.append(parser.formula())
        aside += parser.aside
    return tuple(trees)


def _is_row(tokens: list[Token]) -> bool:
    """Whether these are values side by side in square brackets, as MATLAB's `size` gives them: `[m n]`."""
    inside = tokens[1:-1]
    parted = all(before[3] < after[2] for before, after in pairwise(inside))
    bracketed = len(inside) > 1 and tokens[0][1] == "[" and tokens[-1][1] == "]"
    return bracketed and parted and all(token[0] in ("num", "sym") for token in inside)


def _nested(part: list[Token], separators: frozenset[str]) -> list[list[Token]]:
    """The dimensions of a bracket inside the dimensions, as in `N_o × (L_r × L_c)` or "N_o maps of (L_r, L_c)"."""
    bare = unwrapped(part)
    inner = split(bare, separators if len(bare) == len(part) else separators | COMMAS)
    return inner if len(inner) > 1 else [part]


def _trimmed(tokens: list[Token], aside: list[str]) -> list[Token]:
    """Set closing full stops and words after the dimensions aside."""
    end = len(tokens)
    if any(token[1] in ("(", "[") for token in tokens) and tokens[-1][1] not in (".", "?") and tokens[-1][0] != "word":
        return tokens
    while end and (tokens[end - 1][0] == "word" or (tokens[end - 1][0] == "op" and tokens[end - 1][1] in (".", "?"))):
        if words.is_scale_like(str(tokens[end - 1][1])) or str(tokens[end - 1][1]).lower() in words.POISON:
            raise ReadError(f'"{tokens[end - 1][1]}" makes the answer say something else', tokens[end - 1][2])
        end -= 1
    if word := words.says_another([str(token[1]).lower() for token in tokens[end:]]):
        raise ReadError(f'"{word}" behind the dimensions says that others are meant', tokens[end][2])
    aside += [str(token[1]) for token in tokens[end:] if token[0] == "word"]
    return tokens[:end]


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
