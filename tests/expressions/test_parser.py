"""One grammar for LaTeX, Unicode, Python and plain text: each way to write an operation means that operation."""

from fractions import Fraction

import pytest

from grader.expressions import ReadError, read
from grader.expressions.exact import value_at

SYMBOLS = ("M", "N", "K")
POINT = {"M": 7, "N": 3, "K": 2}


def value(text):
    return value_at(read(text, SYMBOLS).tree, POINT)


SPELLINGS = {
    42: [
        "MNK",
        "M*N*K",
        "M N K",
        r"M \cdot N \cdot K",
        "M×N×K",
        "M x N x K",
        "M by N by K",
        "K(MN)",
        "M times N times K",
    ],
    5: [
        "(M+N)/K",
        r"\frac{M+N}{K}",
        r"\tfrac{M+N}K",
        r"{M+N \over K}",
        r"M+N \over K",
        "(M+N)÷K",
    ],
    49: ["M^2", "M**2", "M²", "M^{2}", "M squared", "pow(M, 2)", "{M}^2", "the square of M", "M to the power of 2"],
    4: [
        "ceil(M/K)",
        "⌈M/K⌉",
        r"\lceil M/K \rceil",
        "-(-M//K)",
        "(M+K-1)//K",
        "(M-1)//K+1",
        r"\left\lceil\frac{M}{K}\right\rceil",
    ],
    3: [
        "floor(M/K)",
        "M//K",
        "⌊M/K⌋",
        r"\lfloor \frac{M}{K} \rfloor",
        "M >> 1",
        "min(M, N)",
        r"\min\{M,N\}",
        "math.floor(M/K)",
    ],
    1: ["M mod K", "M % K", r"M \bmod K", "M mod N", "mod(M, K)", "np.mod(M, K)"],
    28: ["M<<K", "M*2^K", "4M", "4 M"],
    5040: ["M!", "factorial(M)", r"M!", "math.factorial(M)"],
    21: ["M choose K", r"\binom{M}{K}", r"{M \choose K}", "C(M, K)", "comb(M, K)", "binomial(M,K)", "MN"],
    9: ["max(M, K) + K", "|K-M|+2K", "abs(K-M)+4", r"\left|K-M\right| + 4", r"\max(M,K)+2", "M+2", "(M+2)"],
    10: [
        "sum_{i=1}^{4} i",
        r"\sum_{i=1}^{4} i",
        "Σ_{i=1}^{4} i",
        "sum(i for i in range(5))",
        "sum(i for i in range(1, 5))",
    ],
    24: [r"\prod_{i=1}^{4} i", "∏_{i=1}^{4} i", "4!"],
    14: ["twice M", "2M", "double M", "M + M", "M*2"],
    512: ["2^3^2", "2**3**2", r"2^{3^{2}}", "2^(3^2)", "8^N"],
    -49: ["-M^2", "-M²", "-(M^2)", "−M**2", "-(M)^2"],
    2: [
        "√(M-N)",
        "sqrt(M-N)",
        r"\sqrt{M-N}",
        r"\sqrt[3]{M+1}",
        "∛(M+1)",
        "(M-N)^(1/2)",
        "(M-N)^½",
        "log2(4)",
        "log_2 4",
        r"\log_{10}(100)",
        "lg 4",
    ],
}


@pytest.mark.parametrize(("wanted", "text"), [(wanted, text) for wanted, texts in SPELLINGS.items() for text in texts])
def test_every_spelling_of_an_operation_has_its_value(wanted, text):
    assert value(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("M/N/K", "7/6"),
        ("M/N*K", "14/3"),
        ("M/NK", "14/3"),
        ("M - N - K", "2"),
        ("M - (N - K)", "6"),
        ("-M^K", "-49"),
        ("M^-1", "1/7"),
        ("2^-K", "1/4"),
        ("M^2N", "147"),
        (r"M^{2N}", "117649"),
        ("1/2N", "3/2"),
        ("1/(2N)", "1/6"),
        ("M!/N!", "840"),
        ("N^K!", "9"),
        (r"\frac12 M", "7/2"),
        (r"\frac{1}{2}M", "7/2"),
        ("K - -N", "5"),
        ("M % N * K", "2"),
        ("-M // K", "-4"),
        ("-M % N", "2"),
        ("M + N << 1", "20"),
    ],
)
def test_operators_bind_as_in_python_and_in_print(text, wanted):
    assert value(text) == Fraction(wanted)


@pytest.mark.parametrize("text", ["M/NK", "1/2N", "M/N K"])
def test_a_division_before_a_bare_factor_is_flagged(text):
    assert any("left to right" in note for note in read(text, SYMBOLS).notes)


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("MNK/(MN+MK+NK", 4),
        ("M)N", 1),
        ("MN)(", 2),
        ("M [N)", 4),
        ("M ++", 4),
        ("M+", 2),
        ("M2", 1),
        ("2 M 3", 4),
        (r"\frac{M}{N", 8),
        ("½M + (N", 5),
        ("M−N_q", 2),
        ("M²·(N", 3),
        ("Ｍ＋(N", 2),
        ("M × \u200b(N", 5),
        ("⌈M/N", 0),
        ("|M-N", 0),
        ("M, N", 1),
        ("M or N", 2),
        ("M<N", 1),
        ("M + N = \n M + (N", 14),
        ("$M · (N$", 5),
        ("M<sup>2</sup>(N", 13),
    ],
)
def test_an_error_points_at_its_place_in_the_text_as_typed(text, column):
    with pytest.raises(ReadError) as caught:
        read(text, SYMBOLS)
    assert caught.value.column == column


@pytest.mark.parametrize(
    "text", ["", " ", "$$", "()", "*", "M*", "^2", "M^", "M!!", "\\frac", "\\sqrt", "⌈⌉", "||", "M_", "…", "∞", "±M"]
)
def test_what_is_no_formula_is_refused_in_one_line(text):
    with pytest.raises(ReadError) as caught:
        read(text, SYMBOLS)
    assert str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "sin(M)",
            "cos M",
            "foo(M)",
            "round(M)",
            "os.system(M)",
            '__import__("os")',
            "M if True else N",
            "lambda x: M",
        ),
        *("print(M)", "M @ N", "M.real", "[M for M in N]"),
    ],
)
def test_a_function_that_is_not_known_is_never_quietly_left_out(text):
    with pytest.raises(ReadError):
        read(text, SYMBOLS)
