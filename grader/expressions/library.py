"""Functions of programming languages and spreadsheets: which names call one, and the tree of each call."""

from __future__ import annotations

from collections.abc import Callable

from grader.errors import ReadError
from grader.expressions.patterns import later
from grader.expressions.tree import MAX_TWICE, Tree, add, exp, larger_than, mul, neg, num, root, symbols_of

#: Called by a bracket right behind the name, where the letters are no declared symbols; the function's own name.
CALLED = {
    "hypot": "hypot",
    "isqrt": "isqrt",
    "PERMUT": "perm",
    "square": "square",
    "bool": "bool",
    "div": "quot",
    "quot": "quot",
    "intdiv": "quot",
    "QUOTIENT": "quot",
    "rem": "rem",
    "fld": "quotient",
    "floordiv": "quotient",
    "divmod": "divmod",
    "trunc": "int",
    "TRUNC": "int",
    "fix": "int",
    "long": "int",
    "INT": "floor",  # a spreadsheet's goes down
    "ifelse": "choice",
    "IF": "choice",
    "log1p": "log1p",
    "SUMSQ": "sumsq",
    "ABRUNDEN": "rounddown",
    "AUFRUNDEN": "roundup",
    "choose": "binom",  # R's; behind a value it is an operator
    **dict.fromkeys(("fmax", "pmax"), "max"),
    **dict.fromkeys(("fmin", "pmin"), "min"),
}
#: Mathematica's, called by a square bracket.
_SQUARE = {
    "If": "choice",
    "Sum": "sum",
    "Total": "sum",
    "Product": "prod",
    "Quotient": "quotient",
    "Mod": "mod",
    "IntegerPart": "int",
}
#: Called behind the name of a module only; elsewhere they are words.
_OF_MODULES = {
    **dict.fromkeys(("add", "multiply", "subtract", "divide", "reciprocal", "negative"), ""),
    **{"mul": "multiply", "sub": "subtract", "truediv": "divide", "true_divide": "divide", "neg": "negative"},
    **dict.fromkeys(("floor_divide", "floordiv"), "quotient"),
    **{"remainder": "mod", "float_power": "pow", "absolute": "abs", "arange": "range", "where": "choice"},
    **dict.fromkeys(("int8", "int16", "int32", "int64", "truncate"), "int"),
    **dict.fromkeys(("float16", "float32", "float64", "double"), "float"),
    "fmod": "rem",
}
#: Names at which a call of the above can begin.
BEGINNINGS = frozenset(
    (*CALLED, *_SQUARE, "double", *"math Math np numpy torch sp scipy sympy sym jnp cmath tf operator std".split())
)
_NAME = later(r"[A-Za-z][A-Za-z0-9_]*")
_COUNTS = {
    "root": (1, 2),
    "log": (1, 2),
    "min": (1, 99),
    "max": (1, 99),
    "hypot": (2, 64),
    "sumsq": (1, 64),
    "perm": (1, 2),
    "ceil": (1, 2),
    "floor": (1, 2),
    "range": (1, 2),
    **dict.fromkeys("binom mod pow cdiv roundup rounddown quot rem quotient divmod".split(), (2, 2)),
    **dict.fromkeys("add multiply subtract divide".split(), (2, 2)),
}


def call_at(text: str, start: int, name_start: int) -> tuple[str, int] | None:
    """Return the function that the name at `name_start` calls and where the name ends, None for another name.

    `start` is where a module's name before it begins. Raises ReadError for a name that can mean two things.
    """
    match = _NAME.match(text, name_start)
    if match is None:
        return None
    name, end = match[0], match.end()
    bracket = text[end : end + 1]
    if bracket == "[" and name in _SQUARE:
        return _SQUARE[name], end
    if bracket != "(":
        return None
    if name_start > start and name in _OF_MODULES:
        return _OF_MODULES[name] or name, end
    if name == "double":
        raise ReadError("double(…) can mean twice the value or a type; write 2*(…), or leave it out", start)
    return (CALLED[name], end) if name in CALLED else None


def build(name: str, arguments: list[Tree], start: int, *, negated: bool = False) -> Tree:
    """Return the tree of a named function; `negated` says that a minus stands before the call.

    Raises ReadError for a wrong number of arguments.
    """
    count = len(arguments)
    wanted = _COUNTS.get(name, (1, 1))
    if not wanted[0] <= count <= wanted[1]:
        raise ReadError(f"{name} takes {wanted[0]} value{'s' if wanted[0] != 1 else ''}, not {count}", start)
    if name in ("min", "max") and count == 1:
        raise ReadError(f"{name} takes two values or more, in brackets with commas", start)
    if name in ("cdiv", "ceil", "floor", "roundup", "rounddown") and count == 2:
        return _rounded(name, arguments[0], arguments[1], start)
    if name in ("int", "quot", "rem", "perm") and any(larger_than(value, MAX_TWICE) for value in arguments):
        raise ReadError(f"what stands in {name}(…) is too long to be read", start)
    if name in ("int", "quot", "rem"):
        return _cut(name, arguments, negated)
    if name in _MADE:
        return _MADE[name](*arguments)
    return Tree(name, tuple(arguments))


def _arrangements(of: Tree, taken: Tree | None = None) -> Tree:
    """`math.perm`: n!, or n!/(n - k)!, which is 0 where k is larger."""
    if taken is None:
        return Tree("fact", (of,))
    return mul(Tree("binom", (of, taken)), Tree("fact", (taken,)))


_MADE: dict[str, Callable[..., Tree]] = {
    "perm": _arrangements,
    "sqrt": root,
    "cbrt": lambda value: root(value, 3),
    "root": lambda *values: root(*values) if len(values) == 1 else _root_of_degree(*values),
    "exp": exp,
    "exp2": lambda value: Tree("pow", (num(2), value)),
    "expm1": lambda value: add(exp(value), num(-1)),
    "log1p": lambda value: Tree("log", (add(num(1), value),)),
    "log2": lambda value: Tree("log", (value, num(2))),
    "log10": lambda value: Tree("log", (value, num(10))),
    "float": lambda value: value,
    "square": lambda value: Tree("pow", (value, num(2))),
    "sumsq": lambda *values: add(*(Tree("pow", (value, num(2))) for value in values)),
    "hypot": lambda *values: root(add(*(Tree("pow", (value, num(2))) for value in values))),
    "isqrt": lambda value: Tree("floor", (root(value),)),
    "bool": lambda value: Tree("if", (value, num(0), num(1), num(0)), "≠"),
    "quotient": lambda above, below: Tree("floor", (Tree("div", (above, below)),)),
    "add": add,
    "multiply": mul,
    "subtract": lambda left, right: add(left, neg(right)),
    "divide": lambda above, below: Tree("div", (above, below)),
    "reciprocal": lambda value: Tree("div", (num(1), value)),
    "negative": neg,
}


def _root_of_degree(value: Tree, degree: Tree) -> Tree:
    return Tree("pow", (value, Tree("div", (num(1), degree))))


def _cut(name: str, arguments: list[Tree], negated: bool) -> Tree:
    """Rounding towards zero, and the quotient and remainder that go with it."""
    quotient = arguments[0] if name == "int" else Tree("div", (arguments[0], arguments[1]))
    whole = whole_part(quotient, negated=negated or name == "rem")
    if name != "rem":
        return whole
    if whole.op == "floor":
        return Tree("mod", tuple(arguments))
    return add(arguments[0], neg(mul(arguments[1], whole)))


def whole_part(value: Tree, *, negated: bool) -> Tree:
    """A value cut towards zero: its floor where nothing says that it can be negative.

    `int((H - k + 2*p)/s) + 1` is meant where the value is positive, and floors it; one that opens with a minus or a
    number to subtract from, or that a minus stands before, as in the idiom `-int(-n/2)`, is cut on both sides of zero.
    """
    first = _first(value)
    if value.op in ("sym", "floor", "ceil") or (value.op == "num" and isinstance(value.value, int)):
        return value
    if not _subtracts(value) or not (negated or _is_negative(first) or not symbols_of(first)):
        return Tree("floor", (value,))
    zero = num(0)
    return add(Tree("max", (Tree("floor", (value,)), zero)), Tree("min", (Tree("ceil", (value,)), zero)))


def _first(value: Tree) -> Tree:
    """The first term of the first factor, numbers before a symbol passed over, down to where nothing is added."""
    while value.op in ("add", "mul", "div", "pow"):
        if value.op in ("mul", "div"):
            at = next((at for at, arg in enumerate(value.args) if symbols_of(arg) or _is_negative(arg)), 0)
        else:
            at = 0
        value = value.args[at]
    return value


def _is_negative(value: Tree) -> bool:
    return value.op == "neg" or (value.op == "num" and value.value < 0)


def _subtracts(value: Tree) -> bool:
    """Whether a minus stands anywhere in it, or a logarithm, whose value may be negative."""
    stack = [value]
    while stack:
        node = stack.pop()
        if _is_negative(node) or node.op == "log":
            return True
        stack.extend(node.args)
    return False


def bit_length(value: Tree) -> Tree:
    """Python's `n.bit_length()`: floor(log2 n) + 1; written so that 0 has length 0 where a number may be 0."""
    if value.op == "sym":
        return add(Tree("floor", (Tree("log", (value, num(2))),)), num(1))
    size = Tree("abs", (value,)) if _subtracts(value) else value
    return Tree("ceil", (Tree("log", (add(size, num(1)), num(2))),))


def _rounded(name: str, value: Tree, by: Tree, start: int) -> Tree:
    """Rounding of two values: a quotient rounded up (`cdiv`), and as spreadsheets have it, to multiples or digits."""
    if name in ("roundup", "rounddown"):
        if by != num(0):
            raise ReadError("rounding to digits is not known here; to whole numbers it is", start)
        return Tree("ceil" if name == "roundup" else "floor", (value,))
    quotient = Tree("div", (value, by))
    if name == "cdiv":
        return Tree("ceil", (quotient,))
    return mul(Tree(name, (quotient,)), by)
