"""Single slips of the reference's own tree, each with a code and a question."""

import pytest

from grader.expressions import read
from grader.expressions.edits import MAX_EDITS, replaced_symbols, single_edits, surplus
from grader.expressions.exact import value_at
from grader.expressions.render import plain


def tree(text):
    return read(text, ("M", "N", "K")).tree


def edited(text, kind=single_edits):
    return {(plain(edit.tree), edit.code) for edit in kind(tree(text))}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("M*N + K", ("M*N", "missing_term")),
        ("M*N + 1", ("M*N", "off_by_one")),
        ("M*N*K", ("M*N", "missing_factor:K")),
        ("M*N", ("M*N*N", "extra_factor:N")),
        ("M/N", ("N/M", "inverted")),
        ("M^2", ("M^3", "power")),
        ("ceil(M/N)", ("floor(M/N)", "other")),
        ("max(M, N)", ("min(M, N)", "other")),
        ("M + 7", ("M + 8", "off_by_one")),
    ],
)
def test_an_edit_of_each_kind_is_among_them(text, wanted):
    assert wanted in edited(text)


def test_signs_are_flipped_term_by_term():
    values = {
        value_at(edit.tree, {"M": 100, "N": 10, "K": 1})
        for edit in single_edits(tree("M + N - K"))
        if edit.code == "sign"
    }
    assert values >= {-100 + 10 - 1, 100 - 10 - 1, 100 + 10 + 1}


def test_one_occurrence_of_a_symbol_is_replaced_at_a_time():
    assert ("M*M + K", "swapped_symbols:N:M") in edited("M*N + K", replaced_symbols)
    assert ("(N + 1)*N", "off_by_one") in edited("N*N", replaced_symbols)


def test_a_surplus_term_or_factor_is_taken_away():
    assert ("M*N", "extra_factor:K") in edited("M*N*K", surplus)
    assert "M" in {shown for shown, _ in edited("M + N", surplus)}


def test_every_edit_asks_a_question_with_a_code_of_the_contract():
    codes = {"missing_term", "extra_term", "missing_factor", "extra_factor", "sign", "off_by_one", "power", "inverted"}
    for edit in single_edits(tree("(M*N + 2K - 1)^2/ceil(M/N) + max(M, N)! - sum_{i=1}^{N} i")):
        assert edit.code.partition(":")[0] in codes | {"factor", "other"}
        assert edit.question.endswith((".", "?"))


def test_the_number_of_edits_has_a_bound():
    assert len(list(single_edits(tree("+".join(["M*N*K"] * 100))))) <= MAX_EDITS
