"""What was read, shown: in plain notation that reads back, and as MathML."""

import xml.etree.ElementTree as ElementTree

import pytest

from grader.expressions import read
from grader.expressions.render import mathml, plain

SYMBOLS = ("M", "N", "K", "N_i", "lambda")
TEXTS = [
    "M*N/(M + N)",
    "M - (N - K)",
    "M/(N/K)",
    "(M/N)/K",
    "-M^2",
    "(-M)^2",
    "(M + N)^(K + 1)",
    "(M^N)^K",
    "M^(N^K)",
    "2^(-N)",
    "(1/2)^N",
    "-(M + N)",
    "M - -N",
    "(M + N)!",
    "(M!)^2",
    "sqrt(M + N)",
    "sqrt(M)^3",
    "M^(1/3)",
    "log(M)",
    "log_{2}(M)",
    "exp(M)",
    "pi*M^2",
    "floor(M/N) + ceil(M/N)",
    "abs(M - N)",
    "max(M, N, K) - min(M, N)",
    "binomial(M, 2)",
    "(M mod N)*K",
    "M mod (N*K)",
    "-(M mod N)",
    "sum_{i=1}^{N} i^2",
    "(sum_{i=1}^{N} i)*M",
    "(sum_{i=1}^{N} i)^2",
    "2^(sum_{i=1}^{N} i)",
    "(prod_{i=1}^{N} i)!",
    "prod_{i=1}^{N} (M + i)",
    "0.25*M",
    "N_i*lambda",
]


@pytest.mark.parametrize("text", TEXTS)
def test_the_plain_form_reads_back_to_itself(text):
    shown = plain(read(text, SYMBOLS).tree)
    assert plain(read(shown, SYMBOLS).tree) == shown


@pytest.mark.parametrize("text", [text for text in TEXTS if "0.25" not in text and "exp" not in text])
def test_the_plain_form_of_a_tree_is_the_same_tree_again(text):
    tree = read(text, SYMBOLS).tree
    assert read(plain(tree), SYMBOLS).tree == tree


@pytest.mark.parametrize("text", TEXTS)
def test_mathml_is_well_formed(text):
    root = ElementTree.fromstring(mathml((read(text, SYMBOLS).tree,)))
    assert root.tag == "{http://www.w3.org/1998/Math/MathML}math"


def test_mathml_shows_subscripts_greek_fractions_and_dimensions():
    markup = mathml((read("N_i/lambda", SYMBOLS).tree, read("M", SYMBOLS).tree))
    assert "<msub><mi>N</mi><mi>i</mi></msub>" in markup
    assert "λ" in markup
    assert "<mfrac>" in markup
    assert "<mo>×</mo>" in markup


def test_a_reading_gives_its_own_mathml_and_plain_text():
    reading = read("N^2", SYMBOLS)
    assert reading.read_as == "N^2"
    assert reading.mathml == mathml(reading.trees)
