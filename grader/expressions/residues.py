"""Equality of rational functions at a random point modulo a random prime; all else is an opaque atom.

The prime has 190 bits and is drawn in secret once per process, and so are the points: two different rational functions
of the sizes that the reader lets through agree there with a probability under 2^-150 (Schwartz–Zippel), and nobody can
aim at it. Roots, logarithms, floors and their like become atoms: a fresh random residue for each function and
arguments. Equal residues therefore prove equality whatever stands inside; unequal ones disprove it only where no atom
took part. The points are genuine integers, so an exponent may be reduced modulo p − 1, one level deep (Fermat).
"""

from __future__ import annotations

import os
from threading import Lock

from grader.expressions.tree import Tree

_BITS = 190
_SMALL_PRIMES = (
    3,
    5,
    7,
    11,
    13,
    17,
    19,
    23,
    29,
    31,
    37,
    41,
    43,
    47,
    53,
    59,
    61,
    67,
    71,
    73,
    79,
    83,
    89,
    97,
    101,
    103,
    107,
    109,
    113,
)


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

    def residue(self, tree: Tree, even: frozenset[str] = frozenset()) -> tuple[int, bool]:
        """Return the residue of `tree` and whether no atom took part (so that a difference disproves equality).

        Raises UndefinedError on a division by zero.
        """
        if len(self._atoms) > 20_000:
            self._atoms.clear()
        walk = _Walk(self, even)
        return walk.value(tree), walk.exact

    def integer(self, name: str, even: frozenset[str]) -> int:
        """The genuine integer at which symbol `name` is taken."""
        table = self._even if name in even else self._odd
        found = table.get(name)
        if found is None:
            found = _random_bits(_BITS - 3) + 2
            if name in even:
                found *= 2
            table[name] = found
        return found

    def atom(self, key: tuple[object, ...]) -> int:
        """The random residue that stands for an opaque function at these arguments."""
        found = self._atoms.get(key)
        if found is None:
            found = self._atoms[key] = _random_bits(_BITS - 3) + 2
        return found


class _Walk:
    """One evaluation; `exact` turns False when an atom takes part."""

    __slots__ = ("even", "exact", "field", "p", "stepped")

    def __init__(self, field: Field, even: frozenset[str]) -> None:
        self.field = field
        self.p = field.prime
        self.even = even
        self.exact = True
        self.stepped = 0  # floors, remainders, logarithms … met so far

    def value(self, tree: Tree) -> int:
        op, p = tree.op, self.p
        if op == "sym":
            return self.field.integer(tree.value, self.even)
        if op == "num":
            value = tree.value
            return value % p if isinstance(value, int) else self.quotient(value.numerator % p, value.denominator % p)
        args = tree.args
        if op == "mul":
            product = self.value(args[0])
            for arg in args[1:]:
                product = product * self.value(arg) % p
            return product
        if op == "add":
            total = 0
            for arg in args:
                total += self.value(arg)
            return total % p
        if op == "neg":
            return -self.value(args[0]) % p
        if op == "div":
            above, met = self.value(args[0]), self.stepped
            below = self.value(args[1])
            if self.stepped > met:  # it may be zero at half the points; cancelling it would prove too much
                raise UndefinedError
            return self.quotient(above, below)
        if op == "pow":
            return self.power(args[0], args[1])
        if op == "const":
            return self.field.integer(f"const {tree.value}", _NONE)  # π and e: transcendental, as good as a symbol
        return self.opaque(tree)

    def quotient(self, above: int, below: int) -> int:
        below %= self.p
        if below == 0:
            raise UndefinedError
        return above * pow(below, -1, self.p) % self.p

    def power(self, base: Tree, exponent: Tree) -> int:
        p = self.p
        number = exponent.value if exponent.op == "num" else None
        if exponent.op == "neg" and exponent.args[0].op == "num":
            number = -exponent.args[0].value
        if isinstance(number, int):
            value = self.value(base) % p
            if value == 0 and number <= 0:
                raise UndefinedError
            return pow(value, number, p)
        reduced = None if number is not None else self.exponent(exponent)
        if reduced is None:
            self.exact = False
            return self.field.atom(("pow", self.value(base) % p, self.value(exponent) % p))
        value = self.value(base) % p
        if value in (0, p - 1):  # a power of −1 takes two values alone, so one point proves nothing about it
            raise UndefinedError
        if base.op == "const":
            self.exact = False  # e^N and N are independent, but e^(a·log b) is not
        return pow(value, reduced, p)

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
        values = [self.value(arg) % self.p for arg in tree.args]
        if tree.op in ("min", "max"):
            values.sort()
        return self.field.atom((tree.op, *values))


_field: Field | None = None
_drawing = Lock()


def field() -> Field:
    """Return this process's secret field, drawn when first needed."""
    global _field  # noqa: PLW0603 - one a process
    if _field is None:
        with _drawing:
            _field = _field or Field()
    return _field


def residue(tree: Tree, even: frozenset[str] = _NONE) -> tuple[int, bool]:
    """Return the residue of `tree` in this process's secret field, and whether it is decisive (see `Field.residue`)."""
    here = field()
    value, exact = here.residue(tree, even)
    return value % here.prime, exact
