"""Equality of rational functions at a random point modulo a random prime; all else is an opaque atom.

The prime has 190 bits and is drawn in secret once per process, and so are the points: two different rational functions
of the sizes that the reader lets through agree there with a probability under 2^-150 (Schwartz–Zippel), and nobody can
aim at it. Roots, logarithms, floors and their like become atoms: a fresh random residue for each function and
arguments. Equal residues therefore prove equality whatever stands inside; unequal ones disprove it only where no atom
took part. The points are genuine integers, so an exponent may be reduced modulo p − 1, one level deep (Fermat). One
point shows a power of a negative number for one parity of its exponent alone: the points are odd, and where such powers
take part, equal residues are looked at again with each choice of even ones (`agree_for_each_parity`).
"""

from __future__ import annotations

import os
from itertools import combinations
from threading import Lock
from typing import NamedTuple

from grader.expressions.tree import Tree, symbols_of

_BITS = 190
_SMALL_PRIMES = tuple(n for n in range(3, 114, 2) if all(n % k for k in (3, 5, 7) if k < n))

#: Numerator and denominator modulo the prime, neither divided out: an inverse costs as much as all the rest.
Ratio = tuple[int, int]
#: Symbols in exponents whose parities are looked at one by one.
MAX_PARITIES = 4


class Residue(NamedTuple):
    """`decides`: no atom took part, so that differing disproves equality. `parities`: symbols in the exponents of bases
    that may be negative.
    """

    ratio: Ratio
    decides: bool
    parities: frozenset[str]


_NONE: frozenset[str] = frozenset()


class UndefinedError(ArithmeticError):
    """A division by zero at this point, or a value from which nothing follows."""


def _random_bits(count: int) -> int:
    """An integer of `count` bits from the system's source of randomness."""
    return int.from_bytes(os.urandom((count + 7) // 8)) >> (-count % 8)


def _probably_prime(candidate: int) -> bool:
    """Miller–Rabin with 24 random bases: wrong for a random candidate with a probability under 2^-100."""
    if any(candidate % prime == 0 for prime in _SMALL_PRIMES):
        return False
    odd, twos = candidate - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(24):
        power = pow(_random_bits(_BITS) % (candidate - 3) + 2, odd, candidate)
        if power in (1, candidate - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % candidate
            if power == candidate - 1:
                break
        else:
            return False
    return True


def _random_prime() -> int:
    while True:
        candidate = _random_bits(_BITS) | (1 << (_BITS - 1)) | 1
        if _probably_prime(candidate):
            return candidate


class Field:
    """One secret prime with one secret point: symbols get their integers when they are first asked for."""

    __slots__ = ("_atoms", "_even", "_odd", "prime")

    def __init__(self) -> None:
        self.prime = _random_prime()
        self._odd: dict[str, int] = {}
        self._even: dict[str, int] = {}
        self._atoms: dict[tuple[object, ...], int] = {}

    def residue(self, tree: Tree, even: frozenset[str] = frozenset()) -> Residue:
        """Return the residue of `tree`, the symbols in `even` taken at even integers and all others at odd ones.

        Raises UndefinedError on a division by zero.
        """
        if len(self._atoms) > 20_000:
            self._atoms.clear()
        walk = _Walk(self, even)
        ratio = walk.ratio(tree)
        return Residue(ratio, walk.exact, walk.parities)

    def agree(self, a: Ratio, b: Ratio) -> bool:
        """Whether two ratios are the same number: cross-multiplied, so nothing is inverted."""
        return (a[0] * b[1] - b[0] * a[1]) % self.prime == 0

    def integer(self, name: str, even: frozenset[str]) -> int:
        """The genuine integer at which symbol `name` is taken."""
        table = self._even if name in even else self._odd
        found = table.get(name)
        if found is None:
            found = table[name] = 2 * (_random_bits(_BITS - 4) + 1) + (name not in even)
        return found

    def atom(self, key: tuple[object, ...]) -> int:
        """The random residue that stands for an opaque function at these arguments."""
        found = self._atoms.get(key)
        if found is None:
            found = self._atoms[key] = _random_bits(_BITS - 3) + 2
        return found


class _Walk:
    """One evaluation; `exact` turns False when an atom takes part."""

    __slots__ = ("even", "exact", "field", "p", "parities", "stepped")

    def __init__(self, field: Field, even: frozenset[str]) -> None:
        self.field = field
        self.p = field.prime
        self.even = even
        self.exact = True
        self.parities = _NONE
        self.stepped = 0  # floors, remainders, logarithms … met so far

    def value(self, tree: Tree) -> int:
        above, below = self.ratio(tree)
        return above % self.p if below == 1 else above * pow(below, -1, self.p) % self.p

    def ratio(self, tree: Tree) -> Ratio:
        op, p = tree.op, self.p
        if op == "sym":
            return self.field.integer(tree.value, self.even), 1
        if op == "num":
            value = tree.value
            return (value % p, 1) if type(value) is int else self.quotient(value.numerator, value.denominator)
        args = tree.args
        if op == "mul":
            return self.product(args)
        if op == "add":
            return self.total(args)
        if op == "neg":
            above, below = self.ratio(args[0])
            return -above % p, below
        if op == "div":
            (above, of_above), met = self.ratio(args[0]), self.stepped
            below, of_below = self.ratio(args[1])
            if self.stepped > met:  # it may be zero at half the points; cancelling it would prove too much
                raise UndefinedError
            return self.quotient(above * of_below, below * of_above)
        if op == "pow":
            return self.power(args[0], args[1])
        if op == "const":
            return self.field.integer(f"const {tree.value}", _NONE), 1  # π and e: transcendental, good as a symbol
        return self.opaque(tree), 1

    def product(self, factors: tuple[Tree, ...]) -> Ratio:
        p = self.p
        above, below = self.ratio(factors[0])
        for factor in factors[1:]:
            more, of_more = self.ratio(factor)
            above = above * more % p
            if of_more != 1:
                below = below * of_more % p
        return above, below

    def total(self, terms: tuple[Tree, ...]) -> Ratio:
        p = self.p
        above, below = self.ratio(terms[0])
        for term in terms[1:]:
            more, of_more = self.ratio(term)
            if of_more == below:
                above += more
            else:
                above = (above * of_more + more * below) % p
                below = below * of_more % p
        return above % p, below

    def quotient(self, above: int, below: int) -> Ratio:
        below %= self.p
        if below == 0:
            raise UndefinedError
        return above % self.p, below

    def power(self, base: Tree, exponent: Tree) -> Ratio:
        p = self.p
        number = exponent.value if exponent.op == "num" else None
        if exponent.op == "neg" and exponent.args[0].op == "num":
            number = -exponent.args[0].value
        if type(number) is int:
            above, below = self.ratio(base)
            if number > 0:
                return pow(above, number, p), below if below == 1 else pow(below, number, p)
            return self.quotient(pow(below, -number, p), pow(above, -number, p) if above % p else 0)
        reduced = None if number is not None else self.exponent(exponent)
        if reduced is None:
            self.exact = False
            return self.field.atom(("pow", self.value(base), self.value(exponent))), 1
        value = self.value(base)
        if base.op not in ("sym", "const") and not (base.op == "num" and base.value > 0):
            self.parities |= symbols_of(exponent)
        if value in (0, p - 1):  # a power of −1 takes two values alone, so one point proves nothing about it
            raise UndefinedError
        if base.op == "const":
            self.exact = False  # e^N and N are independent, but e^(a·log b) is not
        return pow(value, reduced, p), 1

    def exponent(self, tree: Tree) -> int | None:
        """The exponent modulo p − 1, where it is a polynomial with integer coefficients; else None."""
        op, m = tree.op, self.p - 1
        if op == "sym":
            return self.field.integer(tree.value, self.even) % m
        if op == "num":
            return tree.value % m if isinstance(tree.value, int) else None
        if op in ("add", "mul", "neg"):
            values = [self.exponent(arg) for arg in tree.args]
            if any(value is None for value in values):
                return None
            result = 0 if op != "mul" else 1
            for value in values:
                assert value is not None
                result = (result * value if op == "mul" else result + value) % m
            return -result % m if op == "neg" else result
        if op == "pow" and tree.args[1].op == "num" and isinstance(tree.args[1].value, int) and tree.args[1].value >= 0:
            base = self.exponent(tree.args[0])
            return None if base is None else pow(base, tree.args[1].value, m)
        return None

    def opaque(self, tree: Tree) -> int:
        self.exact = False
        self.stepped += 1
        if tree.op in ("sum", "prod"):
            return self.field.atom((tree.op, tree.value, *(repr(arg) for arg in tree.args)))
        values = [self.value(arg) for arg in tree.args]
        if tree.op in ("min", "max"):
            values.sort()
        return self.field.atom((tree.op, tree.value, *values))


_field: Field | None = None
_drawing = Lock()


def field() -> Field:
    """Return this process's secret field, drawn when first needed."""
    global _field  # noqa: PLW0603 - one a process
    if _field is None:
        with _drawing:
            _field = _field or Field()
    return _field


def residue(tree: Tree, even: frozenset[str] = _NONE) -> Residue:
    """Return the residue of `tree` in this process's secret field (see `Field.residue`)."""
    return field().residue(tree, even)


def agree(a: Ratio, b: Ratio) -> bool:
    """Whether two residues of this process's field are the same number."""
    return field().agree(a, b)


def agree_for_each_parity(a: Tree, b: Tree, even: frozenset[str], symbols: frozenset[str]) -> bool:
    """Whether the residues of both trees agree with each choice of `symbols` at even integers: (-2)^n is not -2^n.

    False for too many symbols as well. Raises UndefinedError.
    """
    names = sorted(symbols - even)
    return len(names) <= MAX_PARITIES and all(
        agree(residue(a, even.union(chosen)).ratio, residue(b, even.union(chosen)).ratio)
        for count in range(1, len(names) + 1)
        for chosen in combinations(names, count)
    )
