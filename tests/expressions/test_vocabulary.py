"""The spellings of a declared symbol, and runs of letters cut into symbols."""

import pytest

from grader.expressions import ReadError, read
from grader.expressions.vocabulary import vocabulary

CONVOLUTION = ("N_i", "N_o", "L_r", "L_c", "F_r", "F_c")


@pytest.mark.parametrize(
    "spelling",
    [
        *("N_i", "Ni", "N_{i}", "Nᵢ", r"N_{\text{i}}", r"N_{\mathrm{i}}", r"N_\mathrm{i}", r"\text{N}_i", "N _i"),
        *("N<sub>i</sub>", r"N_{ i }", r"\mathrm{N}_{i}", "{N}_i", "{N_i}"),
    ],
)
def test_every_spelling_of_a_subscript_is_the_one_symbol(spelling):
    assert read(spelling, CONVOLUTION).read_as.startswith("N_i")


@pytest.mark.parametrize("spelling", ["λ", "lambda", r"\lambda"])
def test_greek_letters_are_one_symbol_as_word_letter_and_command(spelling):
    assert read(f"2*{spelling}", ("lambda",)).read_as == "2*lambda"


@pytest.mark.parametrize("name", ["E", "I", "S", "N", "O", "beta", "gamma", "zeta", "pi", "Q"])
def test_names_that_libraries_claim_are_ordinary_symbols_when_declared(name):
    assert read(f"{name}^2 + 1", (name,)).read_as == f"{name}^2 + 1"


def test_a_run_of_letters_is_cut_into_symbols_longest_first():
    names = vocabulary(("N", "N_i", "i", "M"))
    assert names.cut("MNi").pieces == (("sym", "M"), ("sym", "N_i"))
    assert names.cut("MQ") is None


def test_an_ambiguous_cut_is_said_to_be_ambiguous():
    assert vocabulary(("a", "ab", "b")).cut("ab").ambiguous
    reading = read("MNi", ("M", "N", "i", "N_i"))
    assert any("more than one way" in note for note in reading.notes)


def test_another_case_that_fits_one_symbol_is_read_and_mentioned():
    reading = read("mnk", ("M", "N", "K"))
    assert reading.read_as == "M*N*K"
    assert any("upper and lower case" in note for note in reading.notes)


def test_another_case_that_fits_two_symbols_is_not_guessed():
    with pytest.raises(ReadError):
        read("X_i", ("x_i", "X_I"))


@pytest.mark.parametrize(("text", "name"), [("Q", "Q"), ("N_q", "N_q"), (r"\mu", "mu"), ("N_{q}", "N_q")])
def test_an_unknown_symbol_is_named(text, name):
    with pytest.raises(ReadError, match=name):
        read(f"N + {text}", ("N", "M"))
