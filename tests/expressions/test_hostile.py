"""Whatever is typed: `read` raises ReadError and nothing else, `judge` nothing at all, `compare_line` answers."""

import json
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.expressions import ReadError, compare_line, judge, read, reference
from grader.expressions.render import mathml

SYMBOLS = ("N", "M", "N_i", "n")
NOTATION = (
    "N M N_i n 0 1 2 9999999999 0.5 1e400 ½ ² + - * / // % ^ ** ! = == ≈ < ( ) [ ] { } | ⌈ ⌉ ⌊ ⌋ , ; : . … ' _ $ ` \\ "
    "& \\frac \\over \\sqrt \\left \\right \\sum \\prod _{i=1} ^{n} _{ ^{ \\text{ sum( for in range( max( log2( O( "
    "twice half of squared million a quarter or and if not per = is ∞ ± √ ∑ π << >> mod \x00 \u202e ﬁ − × x"
)
PIECES = [*NOTATION.split(" "), "\n", "proportional to"]
SIZE = 2_000


def filled(piece):
    return (piece * SIZE)[:SIZE]


TOWERS = [
    "9**9**9**9**9",
    "2^2^2^2^2^2^n",
    "n!!!!",
    "((((n!)!)!)!)!",
    "10^(10^(10^n))",
    "(1+1/n)^(n^n)",
    "e^e^e^e^n",
    "n^n^n^n^n^n",
]
NESTS = ["(" * 1000 + ")" * 1000, "(" * 999 + "n" + ")" * 999, "|" * 1999, "{" * 2000, "\\frac" * 400, "\\frac{" * 300]
NESTS += [
    "√" * 2000,
    "\\sqrt" * 400,
    "-" * 2000,
    "sum_{i=1}^{n} " * 100,
    "log(" * 400,
    "n^" * 999 + "n",
    "\\left(" * 330,
    "min(" * 500,
]
LONG = [
    "1" * 2000,
    "n" * 2000,
    "n+" * 999 + "n",
    "n=" * 999,
    "n=n+n" * 399,
    "\n" * 2000,
    "n\n" * 1000,
    "½" * 2000,
    "²" * 2000,
]
LONG += [
    "\x00" * 2000,
    "\u202e" * 2000,
    "'" * 2000,
    "\\" * 2000,
    "$" * 2000,
    "_" * 2000,
    "one " * 500,
    "hundred " * 250,
    "|n" * 1000,
]
LONG += [
    "1/(n+1)+" * 250 + "1",
    "floor(n/7)*" * 180 + "n",
    "(1+1/n)^n" * 200,
    "binomial(n,2)" * 150,
    "<sup>" * 400,
    "😀" * 2000,
]


@pytest.mark.parametrize(
    "text", TOWERS + NESTS + LONG + [filled(piece) for piece in PIECES], ids=lambda text: repr(text[:12])
)
@pytest.mark.parametrize("kind", ["symbolic", "numeric", "dims"])
def test_towers_nests_and_floods_raise_nothing_but_a_reading_error(text, kind):
    text = text[:SIZE]
    try:
        read(text, SYMBOLS, kind)
    except ReadError as error:
        assert "\n" not in str(error)
        assert error.column is None or 0 <= error.column <= len(text)
    judged = judge(text, reference("N*M", SYMBOLS, kind=kind))
    assert judged.verdict in ("reject", "invalid", "undecided")


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_read_or_refused_at_a_place_inside_it(text):
    try:
        reading = read(text, SYMBOLS)
        assert reading.read_as
        ElementTree.fromstring(mathml(reading.trees))
    except ReadError as error:
        assert error.column is None or 0 <= error.column <= len(text)


@given(
    st.lists(st.sampled_from(PIECES), max_size=40), st.sampled_from(["", " "]), st.sampled_from(["N*M", "5", "(N, M)"])
)
@settings(deadline=None)
def test_any_mixture_of_notations_gets_a_verdict(pieces, joiner, right):
    judged = judge(joiner.join(pieces), reference(right, SYMBOLS))
    assert judged.verdict in ("accept", "reject", "invalid", "undecided")
    assert judged.reading is not None or judged.message
    if judged.reading is not None:
        ElementTree.fromstring(mathml(judged.reading.trees))


@pytest.mark.parametrize(
    "text", ["172^0.25 (25%)", "sqrt(2) (1.41)", "trillion " * 200, "5 " + "trillion $ " * 150, "pi (3)"]
)
def test_a_number_said_again_or_in_endless_words_gets_a_verdict(text):
    assert judge(text, reference("N*M", SYMBOLS)).verdict in ("reject", "invalid")
    assert judge(text, reference("614656")).verdict in ("reject", "invalid")


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_line_of_compare_gets_a_document_of_the_contract(raw):
    found = compare_line(raw.decode("utf-8", "replace"))
    assert list(found) == ["id", "verdict", "read_as", "diagnosis", "message", "seconds"]
    json.dumps(found)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(
    st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("id", "answer", "reference", "symbols", "kind", "even"), json_values)
    )
)
@settings(deadline=None)
def test_any_json_object_gets_its_id_back_and_a_verdict(case):
    found = compare_line(json.dumps(case))
    assert found["verdict"] in ("accept", "reject", "invalid", "undecided")
    assert found["id"] == case.get("id")
    assert not found["message"].startswith("the grader failed")
