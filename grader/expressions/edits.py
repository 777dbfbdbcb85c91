"""Single slips of the pen: every tree that differs from a reference by one edit, with the name of the slip."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from grader.expressions.render import plain
from grader.expressions.tree import Tree, add, mul, neg, num, sym, symbols_of

#: Edits tried at the most; a reference of more nodes is diagnosed by its structure instead.
MAX_EDITS = 400


class Edit(NamedTuple):
    """A tree one slip away from the reference: the contract's code and what the slip was, as the end of a question."""

    tree: Tree
    code: str
    question: str


def single_edits(tree: Tree) -> Iterator[Edit]:
    """Yield edits of the whole tree, those that people make most often first; then the same slip made everywhere."""
    order = {"missing_term": 0, "sign": 1, "missing_factor": 2, "off_by_one": 3, "power": 4}
    found = []
    for edit in _everywhere(tree):
        found.append(edit)
        if len(found) >= MAX_EDITS - 2:
            break
    yield from sorted(found, key=lambda edit: order.get(edit.code.partition(":")[0], 9))
    yield Edit(_every_one(tree, 0), "off_by_one", "is a +1 or −1 left out, in more than one place?")
    yield Edit(_every_one(tree, -1), "sign", "does every +1 and −1 have the right sign?")


def _every_one(tree: Tree, factor: int) -> Tree:
    """The tree with each term 1 or −1 of its sums multiplied by `factor`."""
    args = tuple(_every_one(arg, factor) for arg in tree.args)
    if tree.op == "add":
        args = tuple(num(factor * arg.value) if arg.op == "num" and abs(arg.value) == 1 else arg for arg in args)
    return Tree(tree.op, args, tree.value)


def _everywhere(tree: Tree) -> Iterator[Edit]:
    yield from _here(tree)
    for index, arg in enumerate(tree.args):
        if tree.op == "pow" and index == 1 and arg.op == "num":
            continue  # a wrong exponent is a wrong power, not a constant off by one
        for edit in _everywhere(arg):
            args = (*tree.args[:index], edit.tree, *tree.args[index + 1 :])
            yield Edit(_rebuilt(tree, args), edit.code, edit.question)


def _rebuilt(tree: Tree, args: tuple[Tree, ...]) -> Tree:
    if tree.op == "neg":
        return neg(args[0])
    return Tree(tree.op, args, tree.value)


def _here(tree: Tree) -> Iterator[Edit]:
    match tree.op:
        case "add":
            yield from _of_sum(tree)
        case "mul":
            yield from _of_product(tree)
        case "num":
            yield from _of_number(tree)
        case "pow":
            yield from _of_power(tree)
        case "div":
            above, below = tree.args
            yield Edit(Tree("div", (below, above)), "inverted", "is a fraction upside down?")
            yield Edit(above, "other", f"is a division by {plain(below)} left out?")
            yield Edit(mul(above, below), "other", f"should {plain(below)} divide instead of multiply?")
            if below.op == "mul":
                last = below.args[-1]
                others = mul(*below.args[:-1])
                yield Edit(
                    mul(Tree("div", (above, others)), last),
                    "other",
                    f"does {plain(last)} stand above or below the line? Brackets decide.",
                )
        case "neg":
            yield Edit(tree.args[0], "sign", f"does the sign before {plain(tree.args[0])} have to be a minus?")
        case "floor" | "ceil":
            other = "ceil" if tree.op == "floor" else "floor"
            yield Edit(tree.args[0], "other", "must the value be a whole number? Which way is it rounded?")
            yield Edit(Tree(other, tree.args), "other", "is it rounded the right way, up or down?")
        case "min" | "max":
            yield Edit(
                Tree("max" if tree.op == "min" else "min", tree.args), "other", "is it the smaller or the larger one?"
            )
        case "log":
            yield Edit(tree.args[0], "other", "is a logarithm left out?")
        case "sum" | "prod":
            lower, upper, body = tree.args
            yield Edit(
                Tree(tree.op, (lower, add(upper, num(-1)), body), tree.value), "off_by_one", "where does the sum end?"
            )
            yield Edit(
                Tree(tree.op, (add(lower, num(1)), upper, body), tree.value), "off_by_one", "where does the sum begin?"
            )
        case "fact":
            yield Edit(tree.args[0], "other", "is a factorial left out?")


def _of_sum(tree: Tree) -> Iterator[Edit]:
    terms = tree.args
    for index, term in enumerate(terms):
        others = terms[:index] + terms[index + 1 :]
        constant = term.op == "num" and abs(term.value) == 1
        code = "off_by_one" if constant else "missing_term"
        yield Edit(add(*others), code, "is a +1 or −1 left out?" if constant else "is a term left out?")
        yield Edit(
            add(*others, neg(term) if term.op != "neg" else term.args[0]),
            "sign",
            "does every term have the right sign?",
        )
        if term.op != "num":
            yield Edit(add(*others, mul(num(2), term)), "extra_term", "is a term counted twice?")
            if term.op == "mul" and term.args[0].op == "num":
                yield Edit(add(*others, mul(*term.args[1:])), "missing_factor", "is a term counted often enough?")


def _of_product(tree: Tree) -> Iterator[Edit]:
    factors = tree.args
    for index, factor in enumerate(factors):
        others = factors[:index] + factors[index + 1 :]
        yield Edit(mul(*others), _factor_code("missing", factor), "is a factor left out?")
        if factor.op != "num":
            yield Edit(mul(*others, factor, factor), _factor_code("extra", factor), "is a factor used twice?")
        yield Edit(Tree("div", (mul(*others), factor)), "other", f"should {plain(factor)} multiply instead of divide?")
    if len(factors) == 2:
        yield Edit(add(*factors), "other", "is it a sum or a product?")


def _factor_code(which: str, factor: Tree) -> str:
    return f"{which}_factor:{factor.value}" if factor.op in ("sym", "num") else f"{which}_factor"


def _of_number(tree: Tree) -> Iterator[Edit]:
    value = tree.value
    for other in (value + 1, value - 1):
        yield Edit(num(other), "off_by_one", "is every constant right, not one too many or too few?")
    if value and not isinstance(value, Fraction):
        yield Edit(num(2 * value), "factor:2", "is a constant twice too large?")


def _of_power(tree: Tree) -> Iterator[Edit]:
    base, exponent = tree.args
    question = f"is {plain(base)} raised to the right power?"
    yield Edit(base, "power", question)
    if exponent.op == "num":
        for other in (
            exponent.value + 1,
            exponent.value - 1,
            2 * exponent.value,
            Fraction(1) / exponent.value if exponent.value else 1,
        ):
            if other != exponent.value:
                yield Edit(Tree("pow", (base, num(other))), "power", question)
    yield Edit(Tree("pow", (exponent, base)), "other", "which is the base and which the exponent?")
    yield Edit(mul(exponent, base), "power", "is it a power or a product?")


def surplus(tree: Tree) -> Iterator[Edit]:
    """Yield a student's tree without one of its terms or factors: what is left may be the reference."""
    if tree.op == "add":
        for index, term in enumerate(tree.args):
            name = f":{plain(term)}" if term.op in ("sym", "mul", "pow") and len(plain(term)) <= 20 else ""
            code = "off_by_one" if term.op == "num" and abs(term.value) == 1 else f"extra_term{name}"
            yield Edit(add(*tree.args[:index], *tree.args[index + 1 :]), code, "does every term belong there?")
    if tree.op == "mul":
        for index, factor in enumerate(tree.args):
            yield Edit(
                mul(*tree.args[:index], *tree.args[index + 1 :]),
                _factor_code("extra", factor),
                "does every factor belong there?",
            )
    for index, arg in enumerate(tree.args):
        for edit in surplus(arg):
            yield Edit(
                _rebuilt(tree, (*tree.args[:index], edit.tree, *tree.args[index + 1 :])), edit.code, edit.question
            )


def replaced_symbols(tree: Tree) -> Iterator[Edit]:
    """Yield trees in which one occurrence of a symbol is another symbol of the tree, or is 1."""
    names = sorted(symbols_of(tree))
    for path, name in _occurrences(tree, ()):
        for other in names:
            if other != name:
                question = f"is {other} used where {name} belongs?"
                yield Edit(_put(tree, path, sym(other)), f"swapped_symbols:{name}:{other}", question)
        yield Edit(_put(tree, path, add(sym(name), num(1))), "off_by_one", f"is it {name} or {name} + 1?")
        yield Edit(_put(tree, path, add(sym(name), num(-1))), "off_by_one", f"is it {name} or {name} − 1?")
        yield Edit(_put(tree, path, num(1)), "other", f"does {name} appear everywhere it should?")


def _occurrences(tree: Tree, path: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], str]]:
    if tree.op == "sym":
        yield path, tree.value
    for index, arg in enumerate(tree.args):
        yield from _occurrences(arg, (*path, index))


def _put(tree: Tree, path: tuple[int, ...], leaf: Tree) -> Tree:
    if not path:
        return leaf
    head, rest = path[0], path[1:]
    args = (*tree.args[:head], _put(tree.args[head], rest, leaf), *tree.args[head + 1 :])
    return Tree(tree.op, args, tree.value)
