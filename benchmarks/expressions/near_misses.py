"""Random expressions, and each with one edit that provably changes the function: exact values at whole numbers differ.

Nothing of `grader` is used here: trees are nested tuples, their values Python's ints and fractions.

    ("num", 3)  ("sym", "N")  ("+", a, b)  ("-", a, b)  ("*", a, b)  ("/", a, b)  ("^", a, 3)  ("floor", a)  ("ceil", a)
    ("max", a, b)  ("min", a, b)  ("abs", a)  ("fact", a)  ("raised", a, b)
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

Nested = tuple[Any, ...]
Point = dict[str, int]

ALPHABETS = (("M", "N", "K"), ("N_i", "N_o", "F_r"), ("n", "k"), ("a", "b", "c"), ("N", "T"), ("L_r", "F_r"))
_SUMS = ("+", "-", "*", "*", "*", "/", "+")
_STEPS = ("floor", "ceil", "max", "min", "abs")
_LARGEST = 10**60


def grown(draw: random.Random, symbols: tuple[str, ...], size: int, stepped: bool) -> Nested:
    """Return a random tree of about `size` operations over the symbols; `stepped` lets floors and their like take part."""
    if size <= 0:
        return ("sym", draw.choice(symbols)) if draw.random() < 0.75 else ("num", draw.randint(1, 12))
    kind = draw.random()
    if kind < 0.12:
        return ("^", grown(draw, symbols, size // 2, stepped), draw.randint(2, 3))
    left = draw.randint(0, size - 1)
    if kind > 0.93:  # 2^N, (1 - a)^(n - k): the exponent is a formula
        return ("raised", grown(draw, symbols, min(left, 2), False), grown(draw, symbols, draw.randint(0, 1), False))
    if stepped and kind < 0.3:
        op = draw.choice(_STEPS)
        if op in ("floor", "ceil"):
            quotient = ("/", grown(draw, symbols, left, stepped), grown(draw, symbols, size - 1 - left, stepped))
            return (op, quotient)
        if op == "abs":
            return (op, ("-", grown(draw, symbols, left, stepped), grown(draw, symbols, size - 1 - left, stepped)))
    else:
        op = draw.choice(_SUMS)
    return (op, grown(draw, symbols, left, stepped), grown(draw, symbols, size - 1 - left, stepped))


def value(tree: Nested, point: Point) -> int | Fraction:
    """The exact value of a tree; raises ArithmeticError where it has none or is too large."""
    op = tree[0]
    if op == "num":
        return int(tree[1])
    if op == "sym":
        return point[tree[1]]
    arguments = [value(part, point) for part in tree[1:] if isinstance(part, tuple)]
    found = _applied(op, arguments, tree)
    if abs(found) > _LARGEST:
        raise OverflowError
    return found


def _applied(op: str, arguments: list[Any], tree: Nested) -> int | Fraction:
    first = arguments[0]
    match op:
        case "+":
            return first + arguments[1]
        case "-":
            return first - arguments[1]
        case "*":
            return first * arguments[1]
        case "/":
            return Fraction(first) / arguments[1]
        case "^":
            return first ** tree[2]
        case "raised":
            exponent = arguments[1]
            if exponent != int(exponent) or abs(exponent) > 40 or (first == 0 and exponent <= 0):
                raise ArithmeticError
            return Fraction(first) ** int(exponent)
        case "floor":
            return math.floor(first)
        case "ceil":
            return math.ceil(first)
        case "abs":
            return abs(first)
        case "fact":
            if first != int(first) or not 0 <= first <= 12:
                raise ArithmeticError
            return math.factorial(int(first))
    return max(arguments) if op == "max" else min(arguments)


def edits(draw: random.Random, tree: Nested, symbols: tuple[str, ...]) -> Iterator[Nested]:
    """Yield every tree that is one slip of the pen away."""
    yield from _here(draw, tree, symbols)
    for index, part in enumerate(tree):
        if isinstance(part, tuple):
            for edited in edits(draw, part, symbols):
                yield (*tree[:index], edited, *tree[index + 1 :])


def _here(draw: random.Random, tree: Nested, symbols: tuple[str, ...]) -> Iterator[Nested]:
    op = tree[0]
    match op:
        case "num":
            yield from (("num", tree[1] + 1), ("num", 2 * tree[1]))
            if tree[1] > 1:
                yield ("num", tree[1] - 1)
        case "sym":
            yield from (("sym", other) for other in symbols if other != tree[1])
            yield from (("num", 1), ("+", tree, ("num", 1)), ("-", tree, ("num", 1)), ("*", ("num", 2), tree))
        case "+" | "-" | "*" | "/":
            others = {"+": "-*", "-": "+*", "*": "+/", "/": "*"}[op]
            yield from ((other, *tree[1:]) for other in others)
            yield tree[1]
            yield tree[2]
            if op in "-/":
                yield (op, tree[2], tree[1])
        case "^":
            yield from (("^", tree[1], tree[2] + 1), tree[1], ("*", ("num", tree[2]), tree[1]))
        case "raised":
            yield from (("raised", tree[1], ("+", tree[2], ("num", 1))), tree[1], ("*", tree[2], tree[1]))
            yield from (("raised", ("-", ("num", 0), tree[1]), tree[2]), ("-", ("num", 0), tree))
        case "floor" | "ceil":
            yield tree[1]
            yield ("ceil" if op == "floor" else "floor", tree[1])
        case "max" | "min":
            yield from (tree[1], tree[2], ("min" if op == "max" else "max", *tree[1:]))
        case "abs":
            yield tree[1]


def points(draw: random.Random, symbols: tuple[str, ...], count: int) -> list[Point]:
    """Points over the positive integers, small and middling."""
    return [{name: draw.randint(1, draw.choice((3, 9, 40))) for name in symbols} for _ in range(count)]


def differing_point(a: Nested, b: Nested, where: list[Point]) -> Point | None:
    """The first of the points where both have values, and different ones: proof that they are two functions."""
    for point in where:
        try:
            if value(a, point) != value(b, point):
                return point
        except ArithmeticError:
            continue
    return None


_BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4, "raised": 4}


def python(tree: Nested, outer: int = 0) -> str:
    """The tree in plain Python syntax, as references are written."""
    op = tree[0]
    if op in ("num", "sym"):
        return str(tree[1])
    if op == "^":
        text = f"{python(tree[1], 5)}**{tree[2]}"
    elif op == "raised":
        text = f"{python(tree[1], 5)}**{python(tree[2], 5)}"
    elif op in _BINDING:
        text = f"{python(tree[1], _BINDING[op])} {op} {python(tree[2], _BINDING[op] + 1)}"
    else:
        name = {"ceil": "ceiling", "max": "Max", "min": "Min", "abs": "Abs", "fact": "factorial"}.get(op, op)
        return f"{name}({', '.join(python(part) for part in tree[1:])})"
    return f"({text})" if _BINDING[op] < outer else text


def latex(tree: Nested, outer: int = 0) -> str:
    """The tree in LaTeX."""
    op = tree[0]
    if op == "num":
        return str(tree[1])
    if op == "sym":
        base, _, subscript = tree[1].partition("_")
        return f"{base}_{{{subscript}}}" if subscript else base
    if op in ("/", "^", "raised") and outer > _BINDING["^"]:  # the base of a power
        return rf"\left({latex(tree)}\right)"
    if op == "/":
        return f"\\frac{{{latex(tree[1])}}}{{{latex(tree[2])}}}"
    if op == "^":
        return f"{latex(tree[1], 5)}^{{{tree[2]}}}"
    if op == "raised":
        return f"{latex(tree[1], 5)}^{{{latex(tree[2])}}}"
    if op in _BINDING:
        sign = r" \cdot " if op == "*" else f" {op} "
        text = f"{latex(tree[1], _BINDING[op])}{sign}{latex(tree[2], _BINDING[op] + 1)}"
        return rf"\left({text}\right)" if _BINDING[op] < outer else text
    inner = ", ".join(latex(part) for part in tree[1:])
    shapes = {"floor": r"\lfloor %s \rfloor", "ceil": r"\lceil %s \rceil", "abs": r"\left|%s\right|"}
    return shapes[op] % inner if op in shapes else rf"\{op}\left({inner}\right)"
