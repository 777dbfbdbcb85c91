"""Formulas by cases, in LaTeX, Python and words, judged against minima, maxima and floors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import ReadError
from grader.expressions import judge, read, reference
from grader.expressions.exact import value_at

LARGER = reference("Max(M, N)", ("M", "N"))
HALF = reference("floor(N/2)", ("N",))


def verdict(answer, wanted):
    return judge(answer, wanted).verdict


@pytest.mark.parametrize(
    "answer",
    [
        r"\begin{cases} M & \text{if } M \ge N \\ N & \text{otherwise} \end{cases}",
        r"\begin{cases} M, & M > N \\ N, & M \le N \end{cases}",
        r"$f(M,N) = \begin{cases} M & M > N \\ N & M < N \\ N & M = N\end{cases}$.",
        r"\left\{\begin{array}{ll} M & M>N \\ N & M\le N\end{array}\right.",
        "M if M > N else N",
        "N if N >= M, otherwise M",
        "M when M > N, N otherwise",
        "M if M > N\nN otherwise",
        "M if M > N else N if N >= M else 7",
        "M if M - N > 0 else N",
    ],
)
def test_the_larger_of_two_may_be_given_by_cases(answer):
    assert verdict(answer, LARGER) == "accept"


@pytest.mark.parametrize(
    "answer",
    [
        r"\begin{cases} M & \text{if } M \le N \\ N & \text{otherwise} \end{cases}",
        "M if M > 100 else N",
        "M if M > N else N if N != 4321 else 0",
        "M if M > N + 1 else N",
    ],
)
def test_a_wrong_case_is_rejected(answer):
    assert verdict(answer, LARGER) == "reject"


@pytest.mark.parametrize(
    "answer",
    [
        r"\begin{cases} N/2 & \text{if } N \text{ is even} \\ (N-1)/2 & \text{if } N \text{ is odd} \end{cases}",
        r"\begin{dcases} N/2, & N\ \text{even}, \\ (N-1)/2, & N\ \text{odd}. \end{dcases}",
        r"\begin{cases}\frac{N}{2} & N \equiv 0 \pmod 2 \\ \frac{N-1}{2} & N \equiv 1 \pmod 2\end{cases}",
        "N/2 if N is even, (N-1)/2 if N is odd",
        "N/2 if N % 2 == 0 else (N-1)/2",
        "N/2 if N is even\n(N-1)/2 if N is odd",
    ],
)
def test_even_and_odd_are_conditions(answer):
    assert verdict(answer, HALF) == "accept"
    assert verdict(answer.replace("-1", "+1"), HALF) == "reject"


@pytest.mark.parametrize(
    ("answer", "factor"),
    [
        (r"2 \begin{cases} M & M > N \\ N & M \le N \end{cases}", "2*"),
        (r"N + \begin{cases} M & M > N \\ N & M \le N \end{cases}", "N + "),
        (r"\text{cost} = -\begin{cases} M & M > N \\ N & M \le N \end{cases}.", "-"),
    ],
)
def test_what_stands_beside_cases_belongs_to_the_formula(answer, factor):
    assert verdict(answer, LARGER) == "reject"
    assert verdict(answer, reference(f"{factor}Max(M, N)", ("M", "N"))) == "accept"


@pytest.mark.parametrize(
    "answer",
    [
        "M > N ? M : N",
        "(M if (M > N) else N)",
        "M for M > N, N for M <= N",
        "M, if M > N\nN, if M <= N",
        r"\begin{cases} M & \text{if $M>N$} \\ N & \text{if $M\leq N$} \end{cases}",
        r"\begin{cases} |M| & \text{if } |M| \geq N \\ N & \text{otherwise}\end{cases}",
    ],
)
def test_cases_come_in_many_notations(answer):
    assert verdict(answer, LARGER) == "accept"


@pytest.mark.parametrize("answer", ["M for M > N", "M when N = 1", "M provided that N > 1", "M, where N < 7"])
def test_a_condition_that_leaves_numbers_out_is_no_remark(answer):
    assert verdict(answer, reference("M", ("M", "N"))) == "invalid"
    assert verdict("M for N >= 1", reference("M", ("M", "N"))) == "accept"


def test_cases_that_leave_points_open_are_left_to_a_person():
    assert verdict("M if M > N; N if M < N", LARGER) == "undecided"


@pytest.mark.parametrize(
    "answer",
    [
        "M if M > N",
        "M or N if M > N",
        r"\begin{cases} M & \text{if } \\ N & \end{cases}",
        r"\begin{cases}\end{cases}",
        r"\begin{cases} M & M > N \\ N & M \le N \end{cases} N or 1",
        r"N^2 or \begin{cases} M & M > N \\ N & M \le N \end{cases}",
        r"N^2 = \begin{cases} M & M > N \\ N & M \le N \end{cases}",
        "M if M >= N, N if M < N, M N",
        "M if M > N else N if N > 0 else",
        "M if M >= N, N if M < N + 1 and 2",
        r"\begin{cases} M & M > N \\ N \\ M N \end{cases}",
        "M if M > N else",
        "M = N if M > N else M",
        "M if N else N",
    ],
)
def test_half_a_case_is_refused(answer):
    assert verdict(answer, LARGER) == "invalid"


def test_a_fault_in_a_row_is_pointed_at_in_the_text_as_typed():
    text = r"\begin{cases} M & M > N \\ N + Q & M \le N \end{cases}"
    with pytest.raises(ReadError, match="Q is not one of the declared symbols") as caught:
        read(text, ("M", "N"))
    assert text[caught.value.column] == "Q"


@given(st.integers(1, 40), st.integers(1, 40), st.sampled_from(["<", "<=", ">", ">=", "==", "!="]))
def test_a_relation_chooses_as_python_does(m, n, relation):
    tree = read(f"M + 1 if M {relation} N else 2N", ("M", "N")).tree
    holds = {"<": m < n, "<=": m <= n, ">": m > n, ">=": m >= n, "==": m == n, "!=": m != n}[relation]
    assert value_at(tree, {"M": m, "N": n}) == (m + 1 if holds else 2 * n)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 40))
def test_a_chain_of_relations_holds_where_each_does(m, n, k):
    tree = read("1 if M < N <= K else 0", ("M", "N", "K"), "numeric").tree
    assert value_at(tree, {"M": m, "N": n, "K": k}) == int(m < n <= k)


def test_cases_are_read_back_as_they_are_shown():
    reading = read("M if M > N else N", ("M", "N"))
    assert read(reading.read_as, ("M", "N")).tree == reading.tree
    assert "<mtable>" in reading.mathml
