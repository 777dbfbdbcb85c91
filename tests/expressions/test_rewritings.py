"""An expression equals every rewriting of itself and differs from itself with any single edit.

Truth is made here, without the grader and without sympy deciding: random expressions are nested tuples, and their
values at whole numbers are Python's ints and fractions.
"""

import math
import random
import xml.etree.ElementTree as ElementTree
from fractions import Fraction

import pytest
import sympy
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from grader.expressions import Outcome, ReadError, compare, judge, read, reference
from grader.expressions.render import mathml, plain

SYMBOLS = ("N_i", "M", "K")
quick = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)

leaves = st.one_of(
    st.sampled_from([("sym", name) for name in SYMBOLS]), st.builds(lambda n: ("num", n), st.integers(1, 20))
)


def _grow(stepped):
    def extended(children):
        pairs = [st.tuples(st.sampled_from("+-**/"), children, children)]
        pairs.append(st.tuples(st.just("^"), children, st.integers(2, 3)))
        if stepped:
            pairs.append(st.tuples(st.sampled_from(["max", "min"]), children, children))
            pairs.append(
                st.builds(lambda op, a, b: (op, ("/", a, b)), st.sampled_from(["floor", "ceil"]), children, children)
            )
        return st.one_of(pairs)

    return st.recursive(leaves, extended, max_leaves=7)


rational = _grow(stepped=False)
stepped = _grow(stepped=True)

POINTS = [
    {name: random.Random(f"{seed} {name}").randint(1, (4, 12, 60)[seed % 3]) for name in SYMBOLS} for seed in range(30)
]


def value(tree, point):
    """The exact value of a nested tuple; ZeroDivisionError where it has none."""
    op, *parts = tree
    if op == "num":
        return parts[0]
    if op == "sym":
        return point[parts[0]]
    left = value(parts[0], point)
    if op == "^":
        return left ** parts[1]
    if op in ("floor", "ceil"):
        return (math.floor if op == "floor" else math.ceil)(left)
    right = value(parts[1], point)
    match op:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return Fraction(left) / right
    return max(left, right) if op == "max" else min(left, right)


def values(tree):
    found = []
    for point in POINTS:
        try:
            found.append(value(tree, point))
        except ZeroDivisionError:
            found.append(None)
    return found


def defined(tree):
    """Whether it has a value at most points, so that it can be a reference."""
    return sum(one is not None for one in values(tree)) > 25


def differ(a, b, places=1):
    """Proof that two nested tuples are two functions: exact values differ at whole points, at `places` of them."""
    pairs = zip(values(a), values(b), strict=True)
    return sum(one is not None and other is not None and one != other for one, other in pairs) >= places


# --- notations -----------------------------------------------------------------------------------------------------

BINDING = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}


def bracketed(text, op, outer):
    return f"({text})" if BINDING.get(op, 9) < outer else text


def python(tree, outer=0):
    op, *parts = tree
    if op in ("num", "sym"):
        return str(parts[0])
    if op == "^":
        return bracketed(f"{python(parts[0], 5)}**{parts[1]}", op, outer)
    if op in BINDING:
        return bracketed(f"{python(parts[0], BINDING[op])} {op} {python(parts[1], BINDING[op] + 1)}", op, outer)
    return (
        f"{ {'ceil': 'ceiling', 'max': 'Max', 'min': 'Min'}.get(op, op) }({', '.join(python(part) for part in parts)})"
    )


def latex(tree, outer=0):
    op, *parts = tree
    if op == "num":
        return str(parts[0])
    if op == "sym":
        return {"N_i": "N_{i}"}.get(parts[0], parts[0])
    if op == "/":
        return rf"\frac{{{latex(parts[0])}}}{{{latex(parts[1])}}}"
    if op == "^":
        return f"{latex(parts[0], 5) if parts[0][0] != '/' else '(' + latex(parts[0]) + ')'}^{{{parts[1]}}}"
    if op in BINDING:
        sign = r" \cdot " if op == "*" else op
        text = f"{latex(parts[0], BINDING[op])}{sign}{latex(parts[1], BINDING[op] + 1)}"
        return rf"\left({text}\right)" if BINDING[op] < outer else text
    inner = ", ".join(latex(part) for part in parts)
    return {"floor": rf"\lfloor {inner} \rfloor", "ceil": rf"\lceil {inner} \rceil"}.get(
        op, rf"\{op}\left({inner}\right)"
    )


def unicode(tree, outer=0):
    op, *parts = tree
    if op == "num":
        return str(parts[0])
    if op == "sym":
        return {"N_i": "Nᵢ"}.get(parts[0], parts[0])
    if op == "^":
        return bracketed(unicode(parts[0], 5) + "⁰¹²³"[parts[1]], op, outer)
    if op in BINDING:
        sign = {"*": "·", "-": "−", "/": "∕"}.get(op, op)
        return bracketed(f"{unicode(parts[0], BINDING[op])} {sign} {unicode(parts[1], BINDING[op] + 1)}", op, outer)
    inner = ", ".join(unicode(part) for part in parts)
    return {"floor": f"⌊{inner}⌋", "ceil": f"⌈{inner}⌉"}.get(op, f"{op}({inner})")


def juxtaposed(tree, outer=0):
    """Plain text without product signs where two factors can stand side by side; every quotient in brackets."""
    op, *parts = tree
    if op in ("num", "sym"):
        return str(parts[0])
    if op == "^":
        return bracketed(f"{juxtaposed(parts[0], 5)}^{parts[1]}", op, outer)
    if op == "*":
        left, right = juxtaposed(parts[0], 2), juxtaposed(parts[1], 3)
        restated = left[-1].isdigit() and right[0] == "("  # "3 (three)": a number said again in brackets
        sign = " " if (right[0] == "(" and not restated) or right[0].isalpha() else " * "
        return bracketed(f"{left}{sign}{right}", op, outer)
    if op == "/":
        return f"({juxtaposed(parts[0], 2)}/{juxtaposed(parts[1], 3)})"
    if op in BINDING:
        return bracketed(f"{juxtaposed(parts[0], BINDING[op])}{op}{juxtaposed(parts[1], BINDING[op] + 1)}", op, outer)
    return f"{op}({', '.join(juxtaposed(part) for part in parts)})"


NOTATIONS = {"python": python, "latex": latex, "unicode": unicode, "juxtaposed": juxtaposed}


def reading_of(text):
    try:
        return read(text, SYMBOLS)
    except ReadError as error:
        assume("more than 600 symbols" not in str(error))  # the rewriting grew over the cap
        raise


def outcome(answer, right):
    return compare(reading_of(answer), reference(python(right), SYMBOLS, kind="symbolic"))


# --- equals every rewriting of itself ------------------------------------------------------------------------------


@pytest.mark.parametrize("notation", NOTATIONS)
@given(tree=stepped)
@quick
def test_an_expression_equals_itself_in_every_notation(notation, tree):
    assume(defined(tree))
    assert outcome(NOTATIONS[notation](tree), tree) is Outcome.ACCEPT


@given(tree=rational)
@quick
def test_an_expression_equals_what_sympy_typesets_expands_and_factors(tree):
    assume(defined(tree))
    names = {name: sympy.Symbol(name, positive=True, integer=True) for name in SYMBOLS}
    formula = sympy.sympify(python(tree), locals=names)
    assume(not formula.has(sympy.zoo, sympy.nan) and formula.count_ops() < 60)
    for rewritten in (formula, sympy.expand(formula), sympy.together(formula)):
        assert outcome(sympy.latex(rewritten), tree) is Outcome.ACCEPT
        assert outcome(str(rewritten), tree) is Outcome.ACCEPT


def shuffled(tree, draw):
    """The operands of sums, products, minima and maxima in another order."""
    if tree[0] in ("num", "sym"):
        return tree
    parts = [shuffled(part, draw) if isinstance(part, tuple) else part for part in tree[1:]]
    if tree[0] in ("+", "*", "max", "min") and draw.random() < 0.6:
        parts.reverse()
    return (tree[0], *parts)


def expanded(tree):
    """Products of sums multiplied out, powers written as products."""
    if tree[0] in ("num", "sym"):
        return tree
    if tree[0] == "^":
        base = expanded(tree[1])
        return expanded(("*", base, base if tree[2] == 2 else ("*", base, base)))
    parts = [expanded(part) for part in tree[1:]]
    if tree[0] == "*":
        left, right = parts
        if left[0] in "+-":
            return (left[0], expanded(("*", left[1], right)), expanded(("*", left[2], right)))
        if right[0] in "+-":
            return (right[0], expanded(("*", left, right[1])), expanded(("*", left, right[2])))
    return (tree[0], *parts)


def disguised(tree, draw):
    """Identities of arithmetic put in anywhere; the value never changes where there is one."""
    if tree[0] not in ("num", "sym"):
        tree = (tree[0], *(disguised(part, draw) if isinstance(part, tuple) else part for part in tree[1:]))
    extra = ("sym", draw.choice(SYMBOLS))
    forms = [
        tree,
        tree,
        ("-", ("+", tree, extra), extra),
        ("/", ("*", tree, extra), extra),
        ("*", ("num", 1), tree),
        ("-", ("*", ("num", 3), tree), ("+", tree, tree)),
        ("/", tree, ("/", extra, extra)),
    ]
    return draw.choice(forms)


@pytest.mark.parametrize("rewriting", [shuffled, disguised, lambda tree, _: expanded(tree)])
@given(tree=stepped, draw=st.randoms(use_true_random=False), notation=st.sampled_from(sorted(NOTATIONS)))
@quick
def test_an_expression_equals_its_rewritings(rewriting, tree, draw, notation):
    assume(defined(tree))
    other = rewriting(tree, draw)
    assert values(other) == values(tree)
    answer = NOTATIONS[notation](other)
    assume(len(answer) < 900)
    assert outcome(answer, tree) is Outcome.ACCEPT


@given(tree=stepped, draw=st.randoms(use_true_random=False))
@quick
def test_spaces_brackets_and_delimiters_change_nothing(tree, draw):
    assume(defined(tree))
    answer = "".join(
        char + " " * draw.randint(0, 2) if char in "+-()" else char for char in f"(({python(tree).replace('**', '^')}))"
    )
    for wrapped in (answer, f"$ {answer} $", f"$${answer}$$", f"`{answer}`", f"\\({answer}\\)", f"{answer}."):
        assert outcome(wrapped, tree) is Outcome.ACCEPT


# --- differs from itself with any single edit ----------------------------------------------------------------------


def edits(tree):
    """Every tree one slip of the pen away."""
    op, *parts = tree
    if op == "num":
        yield from (("num", parts[0] + 1), ("num", 10 * parts[0]))
    elif op == "sym":
        yield from [("sym", other) for other in SYMBOLS if other != parts[0]]
        yield from (("num", 1), ("+", tree, ("num", 1)), ("*", tree, tree))
    elif op == "^":
        yield from (("^", parts[0], parts[1] + 1), parts[0])
    else:
        yield parts[0]
        if len(parts) == 2:
            yield parts[1]
            yield from [(other, *parts) for other in {"max": ["min"], "min": ["max"]}.get(op, "+-*/") if other != op]
        else:
            yield ("ceil" if op == "floor" else "floor", parts[0])
    for index, part in enumerate(parts):
        if isinstance(part, tuple):
            for edited in edits(part):
                yield (op, *parts[:index], edited, *parts[index + 1 :])


@given(tree=rational)
@quick
def test_a_rational_expression_with_any_single_edit_is_rejected(tree):
    assume(defined(tree))
    for edited in edits(tree):
        if differ(edited, tree):
            assert outcome(latex(edited), tree) is Outcome.REJECT


@given(tree=stepped)
@quick
def test_no_expression_with_a_single_edit_is_accepted(tree):
    """Piecewise functions are compared at points: a difference at three of these thirty is never missed."""
    assume(defined(tree))
    for edited in edits(tree):
        if differ(edited, tree, places=3):
            assert outcome(python(edited), tree) is not Outcome.ACCEPT


@given(tree=stepped, data=st.data())
@quick
def test_a_rejected_edit_gets_a_diagnosis_with_a_code_of_the_contract(tree, data):
    assume(defined(tree))
    wrong = [edited for edited in edits(tree) if differ(edited, tree, places=3)]
    assume(wrong)
    judged = judge(python(data.draw(st.sampled_from(wrong))), reference(python(tree), SYMBOLS, kind="symbolic"))
    assert judged.verdict in ("reject", "undecided")
    if judged.verdict == "reject":
        assert judged.diagnosis.code.partition(":")[0] in CODES
        assert judged.message.startswith(judged.diagnosis.message)
        assert "\n" not in judged.message


CODES = frozenset(
    "factor difference swapped_symbols missing_term extra_term missing_factor extra_factor sign off_by_one digit_slip "
    "power inverted rounding units contradiction follow_through other".split()
)


# --- rendering -----------------------------------------------------------------------------------------------------


@given(tree=stepped, notation=st.sampled_from(sorted(NOTATIONS)))
@quick
def test_what_is_read_is_shown_so_that_it_reads_back_the_same(tree, notation):
    tree_read = reading_of(NOTATIONS[notation](tree)).tree
    again = reading_of(plain(tree_read)).tree
    assert plain(again) == plain(tree_read)
    if defined(tree):
        assert outcome(plain(tree_read), tree) is Outcome.ACCEPT


@given(tree=stepped)
@quick
def test_mathml_is_well_formed_and_holds_every_symbol(tree):
    root = ElementTree.fromstring(mathml((reading_of(python(tree)).tree,)))
    assert root.tag.endswith("math")
    shown = "".join(root.itertext())
    for name in SYMBOLS:
        if f"'{name}'" in repr(tree):
            assert name.replace("_", "") in shown
