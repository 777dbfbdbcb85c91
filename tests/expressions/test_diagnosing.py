"""Slips are named: one message, the most global that fits, worded as a question, with the contract's code."""

import pytest

from grader.expressions import diagnose, judge, read, reference

DENSE = ("M", "N", "K")
CONVOLUTION = ("N_i", "N_o", "L_r", "L_c", "F_r", "F_c")
INTENSITY = "M*N*K/(M*N + M*K + N*K)"
CONV_MACS = "N_i*N_o*F_r*F_c*(L_r - F_r + 1)*(L_c - F_c + 1)"


def code(answer, right, symbols=(), **options):
    judged = judge(answer, reference(right, symbols, **options))
    assert judged.verdict == "reject"
    return judged.diagnosis.code


@pytest.mark.parametrize(
    ("answer", "right", "symbols", "wanted"),
    [
        ("2MNK", "M*N*K", DENSE, {"factor:2"}),
        ("MNK/2", "M*N*K", DENSE, {"factor:1/2"}),
        ("2MNK/(MN+MK+NK)", INTENSITY, DENSE, {"factor:2"}),
        ("(MN+MK+NK)/(MNK)", INTENSITY, DENSE, {"inverted"}),
        ("MNK/(MN+MK)", INTENSITY, DENSE, {"missing_term"}),
        ("MNK/(MN+MK-NK)", INTENSITY, DENSE, {"sign"}),
        ("-MNK", "M*N*K", DENSE, {"sign"}),
        ("MN", "M*N*K", DENSE, {"missing_factor:K"}),
        ("MNK^2", "M*N*K", DENSE, {"extra_factor:K"}),
        ("N^3", "N**2", ("N",), {"power"}),
        ("N^2 + N", "N**2 + 2*N", ("N",), {"missing_term", "missing_factor:2"}),
        ("N^2", "N**2 + 2*N", ("N",), {"missing_term"}),
        ("N^2 + 2N + 1", "N**2 + 2*N", ("N",), {"off_by_one"}),
        ("N^2 + 2N + 7", "N**2 + 2*N", ("N",), {"difference:7"}),
        ("F_r", "F_r - 1", CONVOLUTION, {"off_by_one"}),
        ("F_c - 1", "F_r - 1", CONVOLUTION, {"swapped_symbols:F_r:F_c"}),
        ("N_i N_o F_r F_c L_r L_c", CONV_MACS, CONVOLUTION, {"missing_term"}),
        ("N_i N_o F_r F_c (L_r-F_r)(L_c-F_c)", CONV_MACS, CONVOLUTION, {"off_by_one"}),
        ("N_o F_r F_c (L_r-F_r+1)(L_c-F_c+1)", CONV_MACS, CONVOLUTION, {"missing_factor:N_i"}),
        ("M^2 - N", "N^2 - M".replace("^", "**"), DENSE, {"swapped_symbols:M:N"}),
        ("614655", "614656", (), {"off_by_one", "digit_slip"}),
        ("614665", "614656", (), {"digit_slip"}),
        ("614456", "614656", (), {"digit_slip"}),
        ("61456", "614656", (), {"digit_slip"}),
        ("6146566", "614656", (), {"digit_slip"}),
        ("6146560", "614656", (), {"factor:10"}),
        ("1229312", "614656", (), {"factor:2"}),
        ("-614656", "614656", (), {"sign"}),
        ("6.1e5", "614656", (), {"rounding"}),
        ("0.33", "1/3", (), {"rounding"}),
        ("2/3", "3/2", (), {"inverted"}),
    ],
)
def test_a_slip_has_its_name(answer, right, symbols, wanted):
    assert code(answer, right, symbols) in wanted


def test_a_chain_that_contradicts_itself_is_invalid_and_shown():
    judged = judge("784^2 = 614456", reference("614656"))
    assert judged.verdict == "invalid"
    assert judged.diagnosis.code == "contradiction"
    assert "784^2" in judged.message
    assert "614456" in judged.message


def test_floating_digits_below_four_are_no_slips_of_digits():
    assert not code("21", "12").startswith("digit_slip")


def test_dimensions_in_the_wrong_order_are_named():
    assert code("L_r × N_o × L_c", "(N_o, L_r, L_c)", CONVOLUTION).startswith("swapped_symbols")


def test_an_unrecognised_slip_gets_a_counterexample_that_is_true():
    judged = judge("N^2 + T^3 mod 5", reference("ceiling(N/T)", ("N", "T")))
    assert judged.verdict == "reject"
    assert judged.diagnosis.code == "other"


@pytest.mark.parametrize("answer", ["MNK/(MN+MK)", "2MNK/(MN+MK+NK)", "MN", "M+N+K", "M^2", "MNK", "1", "max(M,N)"])
def test_a_message_is_one_line_about_the_work_and_a_self_check_never_shows_the_key(answer):
    wanted = reference(INTENSITY, DENSE)
    found = diagnose(read(answer, DENSE), wanted)
    for message in (found.message, found.for_self_check()):
        assert message
        assert "\n" not in message
        assert "you" not in message.lower().split()
        assert INTENSITY not in message
        assert "MN + MK + NK" not in message
    if found.reveals:
        assert found.for_self_check() != found.message or not found.gentle
