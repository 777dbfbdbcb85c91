"""A tree as text: plain notation for people, and MathML for the report."""

from __future__ import annotations

from fractions import Fraction

from grader.expressions.tree import HALF, Tree
from grader.expressions.vocabulary import GREEK

_NAMES = {"fact": "factorial", "binom": "binomial"}
#: How tightly each operation binds, for brackets.
_BINDING = {"if": 0, "add": 1, "neg": 2, "sum": 2, "prod": 2, "mod": 2, "mul": 3, "div": 3, "pow": 5, "fact": 6}


def plain(tree: Tree) -> str:
    """Return the tree in plain notation that the reader reads back to the same tree: `M*N/(M + N)`."""
    return _plain(tree, 0)


def _number(value: int | Fraction) -> str:
    return str(value) if isinstance(value, int) else f"{value.numerator}/{value.denominator}"


def _binding(tree: Tree) -> int:
    if tree.op == "num":
        if isinstance(tree.value, Fraction):
            return 3 if tree.value > 0 else 2
        return 9 if tree.value >= 0 else 2
    if tree.op == "pow" and tree.args[1].op == "num" and tree.args[1].value == HALF:
        return 9
    return _BINDING.get(tree.op, 9)


def _plain(tree: Tree, outer: int) -> str:
    text = _bare(tree)
    return f"({text})" if _binding(tree) < outer else text


def _bare(tree: Tree) -> str:
    op, args = tree.op, tree.args
    match op:
        case "num":
            return _number(tree.value)
        case "sym" | "const":
            return str(tree.value)
        case "add":
            return _signed(args)
        case "neg":
            return "-" + _plain(args[0], 3)
        case "mul":
            return "*".join(_plain(arg, 3 if not index else 4) for index, arg in enumerate(args))
        case "div":
            return f"{_plain(args[0], 3)}/{_plain(args[1], 4)}"
        case "mod":
            return f"{_plain(args[0], 3)} mod {_plain(args[1], 4)}"
        case "pow" if args[1].op == "num" and args[1].value == HALF:
            return f"sqrt({_plain(args[0], 0)})"
        case "pow":
            return f"{_plain(args[0], 6)}^{_plain(args[1], 6)}"
        case "fact":
            return f"{_plain(args[0], 7)}!"
        case "sum" | "prod":
            return f"{op}_{{{tree.value}={_plain(args[0], 0)}}}^{{{_plain(args[1], 0)}}} {_plain(args[2], 3)}"
        case "if":
            otherwise = "" if args[3].op == "none" else f" else {_plain(args[3], 0)}"
            return f"{_plain(args[2], 1)} if {_plain(args[0], 1)} {tree.value} {_plain(args[1], 1)}{otherwise}"
        case "log" if len(args) == 2:
            return f"log_{{{_plain(args[1], 0)}}}({_plain(args[0], 0)})"
    return f"{_NAMES.get(op, op)}({', '.join(_plain(arg, 0) for arg in args)})"


def _signed(terms: tuple[Tree, ...]) -> str:
    parts = [_plain(terms[0], 2)]
    for term in terms[1:]:
        if term.op == "neg":
            parts.append(f" - {_plain(term.args[0], 3)}")
        elif term.op == "num" and term.value < 0:
            parts.append(f" - {_number(-term.value)}")
        else:
            parts.append(f" + {_plain(term, 2)}")
    return "".join(parts)


# --- MathML --------------------------------------------------------------------------------------------------------


def mathml(trees: tuple[Tree, ...]) -> str:
    """Return a MathML element of one tree, or of dimensions joined by ×."""
    inner = "<mo>×</mo>".join(_element(tree, 0 if len(trees) == 1 else 3) for tree in trees)
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow>{inner}</mrow></math>'


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _row(*items: str) -> str:
    return f"<mrow>{''.join(items)}</mrow>"


def _operator(text: str) -> str:
    return f"<mo>{_escape(text)}</mo>"


def _element(tree: Tree, outer: int) -> str:
    element = _bare_element(tree)
    binding = (
        9
        if tree.op == "div" or (tree.op == "num" and isinstance(tree.value, Fraction) and tree.value > 0)
        else _binding(tree)
    )
    return _row(_operator("("), element, _operator(")")) if binding < outer else element


def _bare_element(tree: Tree) -> str:
    op, args = tree.op, tree.args
    match op:
        case "num":
            return _number_element(tree.value)
        case "sym" | "const":
            return _symbol_element(str(tree.value))
        case "add":
            return _sum_element(args)
        case "neg":
            return _row(_operator("−"), _element(args[0], 3))
        case "mul":
            return _row(_operator("·").join(_element(arg, 3 if not index else 4) for index, arg in enumerate(args)))
        case "div":
            return f"<mfrac>{_element(args[0], 0)}{_element(args[1], 0)}</mfrac>"
        case "mod":
            return _row(_element(args[0], 3), _operator("mod"), _element(args[1], 4))
        case "pow" if args[1].op == "num" and args[1].value == HALF:
            return f"<msqrt>{_element(args[0], 0)}</msqrt>"
        case "pow":
            return f"<msup>{_element(args[0], 6)}{_element(args[1], 0)}</msup>"
        case "fact":
            return _row(_element(args[0], 7), _operator("!"))
        case "floor" | "ceil" | "abs":
            left, right = {"floor": ("⌊", "⌋"), "ceil": ("⌈", "⌉"), "abs": ("|", "|")}[op]
            return _row(_operator(left), _element(args[0], 0), _operator(right))
        case "binom":
            return _row(
                _operator("("),
                f'<mfrac linethickness="0">{_element(args[0], 0)}{_element(args[1], 0)}</mfrac>',
                _operator(")"),
            )
        case "sum" | "prod":
            below = _row(_symbol_element(str(tree.value)), _operator("="), _element(args[0], 0))
            sign = _operator("∑" if op == "sum" else "∏")
            return _row(f"<munderover>{sign}{below}{_element(args[1], 0)}</munderover>", _element(args[2], 3))
        case "if":
            return _cases_element(tree)
    name = "<mi>log</mi>" if op == "log" else f"<mi>{_escape(op)}</mi>"
    if op == "log" and len(args) == 2:
        name, args = f"<msub>{name}{_element(args[1], 0)}</msub>", args[:1]
    return _row(name, _operator("("), _operator(",").join(_element(arg, 0) for arg in args), _operator(")"))


def _cases_element(tree: Tree) -> str:
    rows = []
    while tree.op == "if":
        left, right, then, otherwise = tree.args
        condition = _row(_element(left, 1), _operator(tree.value), _element(right, 1))
        rows.append(f"<mtr><mtd>{_element(then, 1)}</mtd><mtd><mtext>if </mtext>{condition}</mtd></mtr>")
        tree = otherwise
    if tree.op != "none":
        rows.append(f"<mtr><mtd>{_element(tree, 0)}</mtd><mtd><mtext>otherwise</mtext></mtd></mtr>")
    return _row(_operator("{"), f"<mtable>{''.join(rows)}</mtable>")


def _number_element(value: int | Fraction) -> str:
    if value < 0:
        return _row(_operator("−"), _number_element(-value))
    if isinstance(value, Fraction):
        return f"<mfrac><mn>{value.numerator}</mn><mn>{value.denominator}</mn></mfrac>"
    return f"<mn>{value}</mn>"


def _symbol_element(name: str) -> str:
    base, _, subscript = name.partition("_")
    shown = f"<mi>{_escape(GREEK.get(base, base))}</mi>"
    return f"<msub>{shown}<mi>{_escape(GREEK.get(subscript, subscript))}</mi></msub>" if subscript else shown


def _sum_element(terms: tuple[Tree, ...]) -> str:
    parts = [_element(terms[0], 2)]
    for term in terms[1:]:
        if term.op == "neg":
            parts += [_operator("−"), _element(term.args[0], 3)]
        elif term.op == "num" and term.value < 0:
            parts += [_operator("−"), _number_element(-term.value)]
        else:
            parts += [_operator("+"), _element(term, 2)]
    return _row(*parts)
