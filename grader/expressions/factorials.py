"""Double factorials: (2n)!! = 2^n n! and (2n-1)!! = (2n)!/(2^n n!), where the parity of what is taken is known."""

from __future__ import annotations

from grader.errors import ReadError
from grader.expressions.tree import Tree, add, mul, num, sym

#: The largest argument of the factorials inside that is ever multiplied out.
MAX_ARGUMENT = 600
_MAX_TERMS = 20
_MAX_POWER = 6

#: A polynomial with whole coefficients: sorted names of the factors of each term to its coefficient.
Polynomial = dict[tuple[str, ...], int]


def double_factorial(argument: Tree, position: int) -> Tree:
    """The tree of `argument!!`; raises ReadError where it is neither always even nor always odd."""
    terms = _polynomial(argument)
    if terms is None or any(coefficient % 2 for names, coefficient in terms.items() if names):
        raise ReadError(
            "a double factorial is read of 2n, 2n-1 and their like, whose parity is known; write others as products",
            position,
        )
    constant = terms.get((), 0)
    if not any(names for names in terms) and not -1 <= constant <= MAX_ARGUMENT:
        raise ReadError(f"a double factorial is read of whole numbers from 0 to {MAX_ARGUMENT}", position)
    half = _tree_of({**terms, (): constant + constant % 2})
    power = Tree("pow", (num(2), half))
    if constant % 2 == 0:
        return mul(power, Tree("fact", (half,)))
    return Tree("div", (Tree("fact", (mul(num(2), half),)), mul(power, Tree("fact", (half,)))))


def _tree_of(doubled: Polynomial) -> Tree:
    """Half of a polynomial with even coefficients."""
    terms = []
    for names, value in doubled.items():
        factors = list(map(sym, names))
        if value // 2 != 1 or not factors:
            factors.insert(0, num(value // 2))
        if value:
            terms.append(mul(*factors))
    return add(*terms) if terms else num(0)


def _polynomial(tree: Tree) -> Polynomial | None:
    """A tree multiplied out; None where it is no polynomial with whole coefficients, or too long a one."""
    if tree.op == "num":
        return {(): tree.value} if isinstance(tree.value, int) and abs(tree.value) < 10**6 else None
    if tree.op == "sym":
        return {(tree.value,): 1}
    if tree.op == "pow" and tree.args[1].op == "num":
        exponent = tree.args[1].value
        if not isinstance(exponent, int) or not 1 <= exponent <= _MAX_POWER:
            return None
        tree = Tree("mul", tree.args[:1] * exponent)
    if tree.op not in ("add", "mul", "neg"):
        return None
    parts = []
    for arg in tree.args:
        part = _polynomial(arg)
        if part is None:
            return None
        parts.append(part)
    if tree.op == "neg":
        return {names: -value for names, value in parts[0].items()}
    return _sum(parts) if tree.op == "add" else _product(parts)


def _sum(parts: list[Polynomial]) -> Polynomial | None:
    total: Polynomial = {}
    for part in parts:
        for names, value in part.items():
            total[names] = total.get(names, 0) + value
    return total if len(total) <= _MAX_TERMS else None


def _product(parts: list[Polynomial]) -> Polynomial | None:
    product: Polynomial = {(): 1}
    for part in parts:
        multiplied: Polynomial = {}
        for names, value in product.items():
            for others, other in part.items():
                key = tuple(sorted(names + others))
                multiplied[key] = multiplied.get(key, 0) + value * other
        if len(multiplied) > _MAX_TERMS or any(len(names) > 2 * _MAX_POWER for names in multiplied):
            return None
        product = multiplied
    return product
