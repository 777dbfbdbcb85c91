"""What an expression means, once read: a small tree. Nothing here knows how it was written.

Operations and their arguments:

    num   value: int or Fraction              sym   value: name of a declared symbol
    const value: "pi" or "e"                  add   a, b, c, …            neg   a
    mul   a, b, c, …                          div   a, b                  pow   base, exponent
    floor a         ceil a        abs a       min   a, b, …               max   a, b, …
    log   a, or a and its base                fact  a                     binom n, k
    mod   a, b      (a - b*floor(a/b))        sum, prod   lower, upper, body; value: the bound symbol
    if    left, right, then, otherwise; value: the relation < ≤ = ≠ between the first two
    none  no value: what the cases of an answer leave open

A square root is `pow` with exponent 1/2, `exp(a)` is `pow` with base `const e`, `a - b` is `add(a, neg(b))`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

Number = int | Fraction


class Tree:
    """One operation and its arguments; never changed after it is made."""

    __slots__ = ("_symbols", "args", "op", "value")

    _symbols: frozenset[str]  # what `symbols_of` found

    def __init__(self, op: str, args: tuple[Tree, ...] = (), value: Any = None) -> None:
        self.op = op
        self.args = args
        self.value = value

    def __repr__(self) -> str:
        inner = ", ".join(([repr(self.value)] if self.value is not None else []) + [repr(arg) for arg in self.args])
        return f"{self.op}({inner})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Tree):
            return NotImplemented
        return self.op == other.op and self.value == other.value and self.args == other.args

    def __hash__(self) -> int:
        return hash((self.op, self.value, self.args))


#: Nodes of a tree that is put in twice.
MAX_TWICE = 200

HALF = Fraction(1, 2)
#: Operations after which a value is no longer a rational function of the symbols.
STEPPED = frozenset({"floor", "ceil", "min", "max", "abs", "fact", "binom", "mod", "sum", "prod", "if", "none"})


def num(value: Number) -> Tree:
    """A rational number; whole fractions become int."""
    if isinstance(value, Fraction) and value.denominator == 1:
        value = value.numerator
    return Tree("num", (), value)


def sym(name: str) -> Tree:
    """A declared symbol."""
    return Tree("sym", (), name)


def add(*terms: Tree) -> Tree:
    """A sum; sums inside it are taken apart."""
    flat: list[Tree] = []
    for term in terms:
        flat.extend(term.args if term.op == "add" else (term,))
    return flat[0] if len(flat) == 1 else Tree("add", tuple(flat))


def mul(*factors: Tree) -> Tree:
    """A product; products inside it are taken apart."""
    flat: list[Tree] = []
    for factor in factors:
        flat.extend(factor.args if factor.op == "mul" else (factor,))
    return flat[0] if len(flat) == 1 else Tree("mul", tuple(flat))


def neg(term: Tree) -> Tree:
    """The negative of a term; the negative of a number is a number."""
    if term.op == "num":
        return num(-term.value)
    return Tree("neg", (term,))


def root(radicand: Tree, degree: int = 2) -> Tree:
    """The root of the given degree."""
    return Tree("pow", (radicand, num(Fraction(1, degree))))


def exp(exponent: Tree) -> Tree:
    """Euler's number to the given power."""
    return Tree("pow", (Tree("const", (), "e"), exponent))


def nodes(tree: Tree) -> Iterator[Tree]:
    """Every node, the tree itself first."""
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(node.args)


def larger_than(tree: Tree, limit: int) -> bool:
    """Whether it has more than `limit` nodes; stops counting there, since parts that stand twice may be shared."""
    return any(count > limit for count, _ in enumerate(nodes(tree), 1))


def depth_of(tree: Tree) -> int:
    """How many operations stand inside one another at the most."""
    depth, level = 0, [tree]
    while level:
        depth += 1
        level = [arg for node in level for arg in node.args]
    return depth


def symbols_of(tree: Tree) -> frozenset[str]:
    """The names of the declared symbols in it; bound symbols of sums and products do not count."""
    try:
        return tree._symbols
    except AttributeError:
        found = tree._symbols = _symbols_of(tree)
        return found


def _symbols_of(tree: Tree) -> frozenset[str]:
    if tree.op == "sym":
        return frozenset({tree.value})
    if tree.op in ("sum", "prod"):
        first, last, body = tree.args
        return symbols_of(first) | symbols_of(last) | (symbols_of(body) - {tree.value})
    return frozenset().union(*map(symbols_of, tree.args))


def substitute(tree: Tree, replacements: dict[str, Tree]) -> Tree:
    """The tree with each symbol in `replacements` replaced."""
    if tree.op == "sym":
        return replacements.get(tree.value, tree)
    if not tree.args:
        return tree
    return Tree(tree.op, tuple(substitute(arg, replacements) for arg in tree.args), tree.value)
