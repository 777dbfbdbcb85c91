"""Equality as functions on the declared domain: what must be accepted, false friends, numbers, dimensions, orders."""

import subprocess
import sys
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.expressions import Outcome, ReadError, compare, judge, read, reference, residues
from grader.expressions.equality import counterexample
from grader.expressions.references import read_reference


def verdict(answer, right, symbols=(), **options):
    return judge(answer, reference(right, symbols, **options)).verdict


@pytest.mark.parametrize(
    ("answer", "right", "symbols"),
    [
        (r"\frac{MNK}{MN + MK + NK}", "M*N*K/(M*N + M*K + N*K)", "MNK"),
        ("1/(1/M + 1/N + 1/K)", "M*N*K/(M*N + M*K + N*K)", "MNK"),
        ("(N+T-1)//T", "ceiling(N/T)", "NT"),
        ("-(-N//T)", "ceiling(N/T)", "NT"),
        ("(N-1)//T+1", "ceiling(N/T)", "NT"),
        ("floor((N-1)/T) + 1", "ceiling(N/T)", "NT"),
        ("(a+b+|a-b|)/2", "Max(a, b)", "ab"),
        ("a + b - min(a,b)", "Max(a, b)", "ab"),
        ("-max(-a, -b)", "Min(a, b)", "ab"),
        (r"\sum_{i=1}^{n} i", "n*(n+1)/2", "n"),
        (r"\sum_{i=0}^{n-1} 2^i", "2**n - 1", "n"),
        (r"\prod_{i=1}^{n} i", "factorial(n)", "n"),
        (r"\frac{n!}{k!(n-k)!}", "binomial(n, k)", "nk"),
        (r"\binom{n}{n-k}", "binomial(n, k)", "nk"),
        ("n(n-1)!", "factorial(n)", "n"),
        ("2^(n+1) - 2^n", "2**n", "n"),
        ("4^n", "2**(2*n)", "n"),
        ("log2(n^2)", "2*log(n)/log(2)", "n"),
        (r"\ln(a b)", "log(a) + log(b)", "ab"),
        ("n^{1/2}", "sqrt(n)", "n"),
        (r"\sqrt{a}\sqrt{b}", "sqrt(a*b)", "ab"),
        ("1/(sqrt(n+1)-sqrt(n))", "sqrt(n+1) + sqrt(n)", "n"),
        ("e^{n} e^{k}", "exp(n + k)", "nk"),
        (r"\frac{\pi r^2}{2}", "pi*r**2/2", "r"),
        ("n - 2*floor(n/2)", "n - 2*floor(n/2)", "n"),
        ("n mod 2", "n - 2*floor(n/2)", "n"),
        ("(1-(-1)^n)/2", "n - 2*floor(n/2)", "n"),
        ("2^61 - 1 + n - 2305843009213693951", "n", "n"),
        ("C_n^k", "binomial(n, k)", "nk"),
        ("C^{k}_{n}", "binomial(n, k)", "nk"),
        ("{}^{n}C_{k}", "binomial(n, k)", "nk"),
        ("C_{n+1}^{k} - C_n^{k-1}", "binomial(n, k)", "nk"),
        ("n log2n", "n*log(n)/log(2)", "n"),
        ("sum(n for _ in range(n))", "n**2", "n"),
        ("2 to the power of n, minus 1", "2**n - 1", "n"),
        ("the sum of n^2 and 2n", "n**2 + 2*n", "n"),
        ("the sum of a and b divided by 2", "(a + b)/2", "ab"),
        ("the product of a and b plus the product of b and n", "a*b + b*n", "abn"),
        ("P(X = k) = C(n, k) p^k", "binomial(n, k)*p**k", "nkp"),
        ("the product of a and b, plus 1", "a*b + 1", "ab"),
        ("a*b + b  # weights + bias", "a*b + b", "ab"),
        ("The inner loop runs n(n-1)/2 times.", "n*(n-1)/2", "n"),
        (r"$\boxed{\lambda = \frac{a+b}{2}}$", "(a + b)/2", "ab"),
        ("P(at least one) = 1 − (1 − p)ⁿ", "1 - (1 - p)**n", "np"),
        ("M N MACs, one row for each image", "M*N", "MN"),
        ("2N bytes, two weights share a byte", "2*N", "N"),
        ("With $a' = a + 1$ we get\n$$n = a' b$$", "(a + 1)*b", "ab"),
        (r"\begin{aligned} \text{all} &= \text{in} + \text{out} \\ &= a + b \end{aligned}", "a + b", "ab"),
        ("a\n- 1", "a - 1", "a"),
        ("a^2\n- a\n- 1", "a**2 - a - 1", "a"),
        ("The sum:\n- $a$\n- $a + b$", "a + b", "ab"),
        ("the maximum of a and b, minus 1", "Max(a, b) - 1", "ab"),
        ("the product of a, b, and n", "a*b*n", "abn"),
        ("the sum of a and b, divided by 2", "(a + b)/2", "ab"),
        ("the square root of a/b", "sqrt(a/b)", "ab"),
        ("the maximum of a/2 and b/2", "Max(a, b)/2", "ab"),
        ("a squared minus a, all over two", "(a**2 - a)/2", "a"),
        ("Since every row needs a·b MACs, the total is a·b·n.", "a*b*n", "abn"),
        ("First: $a$ rows are read.\nIn total we get: $a b$", "a*b", "ab"),
        (r"\text{cost} = \text{in} + \text{out} = a + b", "a + b", "ab"),
        (r"\begin{pmatrix} n \\ k \end{pmatrix}", "binomial(n, k)", "nk"),
        (r"\sigma^2 = \frac{n^2-1}{12}", "(n**2 - 1)/12", "n"),
        ("Math.pow(n, 2) + Math.ceil(n/k)", "n**2 + ceiling(n/k)", "nk"),
        ("=POWER(n,2)+CEILING(n/k,1)", "n**2 + ceiling(n/k)", "nk"),
        ("ROUNDUP(n/k, 0)", "ceiling(n/k)", "nk"),
        ("CEILING(n, k)", "k*ceiling(n/k)", "nk"),
        ("cdiv(n, k)", "ceiling(n/k)", "nk"),
        ("n.^2 ./ k", "n**2/k", "nk"),
        ("np.prod([n, k, 7])", "7*n*k", "nk"),
        ("sum([n, k])", "n + k", "nk"),
        ("np.max([n, k])", "Max(n, k)", "nk"),
        ("4/3*Math.PI*r^3", "4*pi*r**3/3", "r"),
        (r"\left.\frac{n}{k}\right.", "n/k", "nk"),
        ("\\frac{n}\n{k}", "n/k", "nk"),
        ("(n +\n k)", "n + k", "nk"),
        ("4πr³/3 cm³", "4*pi*r**3/3", "r"),
        (r"\frac{nk}{n+k}\,\Omega", "n*k/(n + k)", "nk"),
        ("- first: $n$\n- second: $k$\n\nTotal: $n + k$", "n + k", "nk"),
        ("n + 1 choose 2", "n*(n + 1)/2", "n"),
        ("(n+1 choose 2) * (k + 1 choose 2)", "n*k*(n + 1)*(k + 1)/4", "nk"),
        ("n different entries", "n", "n"),
        ("log base 2 of 8^n equals 3n", "3*n", "n"),
        ("The total is k · (n −\n1) + n", "k*(n - 1) + n", "nk"),
        ("✅ **Final answer:** n·k", "n*k", "nk"),
        ("$4n^2k = 8nk^2$, so $n = 2k$", "2*k", "nk"),
    ],
)
def test_the_same_function_in_other_words_is_accepted(answer, right, symbols):
    assert verdict(answer, right, tuple(symbols)) == "accept"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("the square root of a^2 + b^2", "sqrt(a**2 + b**2)"),
        ("the product of a and a+b", "a*(a + b)"),
        ("the reciprocal of a + b", "1/(a + b)"),
        ("the square of a - b", "(a - b)**2"),
        ("the square root of a over b", "sqrt(a/b)"),
        ("a plus b over 2", "(a + b)/2"),
        ("a + 1 over b + 1", "(a + 1)/(b + 1)"),
        ("a + b choose 2", "binomial(a + b, 2)"),
        (r"\frac{a}{b} times smaller", "b/a"),
    ],
)
def test_words_of_unclear_reach_never_make_a_right_answer_wrong(answer, right):
    assert verdict(answer, right, ("a", "b")) == "undecided"
    assert verdict(answer, right + " + 1", ("a", "b")) == "reject"


@pytest.mark.parametrize(
    "answer", ["9.81 m/s²", "9.81 m/s^2", r"9.81\ \mathrm{m/s^2}", r"9.81\,m\,s^{-2}", "0.981×10^1 m/s²"]
)
def test_a_unit_of_physics_behind_a_number_is_set_aside(answer):
    assert verdict(answer, "981/100") == "accept"
    assert verdict(answer, "98/10") == "reject"
    assert "m" in read(answer, (), "numeric").read_as


@pytest.mark.parametrize(
    ("answer", "value"),
    [
        *(("1024 B", "1024"), ("1024B of memory", "1024"), ("2^20 B", "2**20"), ("39.6B", "396*10**8")),
        *(("7 B", "7*10**9"), ("7 B params", "7*10**9")),
    ],
)
def test_b_may_be_bytes_or_billions(answer, value):
    assert verdict(answer, value) == "accept"
    assert verdict(answer, value + "*2") == "reject"


@pytest.mark.parametrize(("answer", "value"), [("615 kB", "615"), ("1536 KiB", "1536"), ("2 GMACs", "2")])
def test_a_prefix_that_may_belong_to_the_unit_asked_for_is_left_to_a_person(answer, value):
    assert verdict(answer, value) == "undecided"


@pytest.mark.parametrize(
    "answer",
    [
        *("N^2 + floor(N/10^200)", "N^2 + floor(N/20!)", "N^2 + floor(log2(N)/61)", "N^2 + max(0, sqrt(N) - 10^9)"),
        *("N^2 + 0^abs(2*N-24690)", "N^2 if 7*N != 86415 else 0", "N^2 + floor(N/1000/1000/1000)"),
    ],
)
def test_a_step_that_may_lie_far_out_is_never_accepted(answer):
    assert verdict(answer, "N**2", ("N",)) != "accept"


@pytest.mark.parametrize(
    ("answer", "right", "wrong"),
    [
        ("log(x - y - z)", "ln(x − (y + z))", "log(x - y - 2z)"),
        ("log(x - y - z - w)", "2 log(sqrt(x - y - z - w))", "log(x - y - z) - log(w)"),
        ("sqrt(x**2 - y**2 - z**2)", "√((x − y)(x + y) − z²)", "sqrt(x^2 - y^2 - z)"),
        ("log(1 - p - q - r)", r"-\ln \frac{1}{1-p-q-r}", "log(1 - p - q)"),
        ("sqrt(1 - x - y - z - w)", "(1 - x - y - z - w)^{1/2}", "1 - sqrt(x + y + z + w)"),
    ],
)
def test_a_formula_that_is_seldom_defined_is_compared_where_it_is(answer, right, wrong):
    assert verdict(answer, answer, "pqrwxyz") == verdict(right, answer, "pqrwxyz") == "accept"
    assert verdict(wrong, answer, "pqrwxyz") == "reject"


def test_a_formula_of_a_thin_domain_with_floors_is_itself():
    assert verdict("floor(sqrt(x-y-z-w))", "floor(sqrt(x - y - z - w))", "xyzw") == "accept"


@pytest.mark.parametrize(
    "answer", ["max(N^2, 0)", "int(N**2)", "|N^2|", "N*(N+1)//2 + N*(N-1)//2", "N^2 if N > 0 else 0"]
)
def test_a_step_within_reach_is_looked_at(answer):
    assert verdict(answer, "N**2", ("N",)) == "accept"


@pytest.mark.parametrize("answer", ["5 N", "5 m", "5 N/m", "5 kJ", "m/s"])
def test_a_letter_that_may_be_a_symbol_is_no_unit(answer):
    assert verdict(answer, "5") == "invalid"


@pytest.mark.parametrize("answer", ["F_r = 3: 1", "for F_r = 3: 1", "3×3: 1", "for a 3x3 filter: 1", "border: 1"])
def test_a_heading_before_a_colon_is_no_division(answer):
    assert verdict(answer, "1", kind="numeric") == "accept"
    assert verdict(answer, "3", kind="numeric") == "reject"
    assert verdict("1:4", "1/4", kind="numeric") == "accept"


@pytest.mark.parametrize(
    "answer",
    [
        *(
            "N^2 for the weights, in total 3N",
            "N^2 each, total 3N",
            "N^2 which gives 3N in total",
            "N^2 together with N",
        ),
        *("N^2 divided", "N^2 shy of one", "N^2 again", "sqrt(MACs) = N^2", "MACs^2 = N^2", "T(N+1) = N^2"),
        *("-MACs = N^2", "MACs/N = N^2", "y = N^3\ny = N^2", "a = N^3; a = N^2", "lambda x: N^2"),
    ],
)
def test_words_and_names_that_change_the_formula_are_refused(answer):
    assert verdict(answer, "N**2", ("N",)) == "invalid"


@pytest.mark.parametrize("answer", ["512 Prozent", "512 Promille", "512 lakhs", "512 hex", "512 dozens", "512 Mill."])
def test_a_scale_that_is_not_known_is_not_left_out(answer):
    assert verdict(answer, "512", kind="numeric") == "invalid"
    assert verdict("512 Mio", "512*10**6", kind="numeric") == "accept"


def test_nested_sums_cost_no_more_than_their_depth():
    assert verdict("sum_{i=1}^{N} " * 20 + "i", "N*(N+1)/2", ("N",)) == "reject"


FALSE_FRIENDS = [
    ("N*i", "N_i", ("N", "i", "N_i")),
    ("N_i", "N*i", ("N", "i", "N_i")),
    ("N*n", "N**2", ("N", "n")),
    ("N*n", "N**2", ("N",)),
    ("1/2N", "1/(2*N)", ("N",)),
    ("1/(2N)", "N/2", ("N",)),
    ("-x^2", "x**2", ("x",)),
    ("(-x)^2", "-x**2", ("x",)),
    ("a/b*c", "a/(b*c)", ("a", "b", "c")),
    ("a/(b*c)", "a/b*c", ("a", "b", "c")),
    ("a - b - c", "a - (b - c)", ("a", "b", "c")),
    ("2^3^2", "64", ()),
    ("(2^3)^2", "512", ()),
    ("614655", "614656", ()),
    ("614656.4", "614656", ()),
    ("614656+2^61-1", "614656", ()),
    ("614656+2^127-1", "614656", ()),
    ("614656 + 10^(-12)", "614656", ()),
    ("0.3333333333", "1/3 + 10**-6", ()),
    ("x^2n", "x**(2*n)", ("x", "n")),
    ("n^2+n/2", "(n**2 + n)/2", ("n",)),
    ("sqrt(a)+b", "sqrt(a+b)", ("a", "b")),
    ("sqrt(a+b)", "sqrt(a) + sqrt(b)", ("a", "b")),
    ("√a+b", "sqrt(a+b)", ("a", "b")),
    ("log(a)+b", "log(a+b)", ("a", "b")),
    ("log2(n)", "log(n)", ("n",)),
    ("(a+b)^2", "a**2 + b**2", ("a", "b")),
    ("n//2", "n/2", ("n",)),
    ("n/2", "floor(n/2)", ("n",)),
    ("(N+T)//T", "ceiling(N/T)", ("N", "T")),
    ("N//T + 1", "ceiling(N/T)", ("N", "T")),
    ("floor(N/T + 1/2)", "ceiling(N/T)", ("N", "T")),
    ("floor(a/2)*floor(b/2)", "floor(a*b/4)", ("a", "b")),
    ("2^n!", "factorial(2**n)", ("n",)),
    ("n!", "n", ("n",)),
    ("(-1)^n*n", "n", ("n",)),
    ("n*(-1)^(n^2+3)", "n", ("n",)),
    ("(-1)^n", "1", ("n",)),
    ("(-1)^n", "-1", ("n",)),
    ("0*n", "n", ("n",)),
    ("O(0)", "n", ("n",)),
    ("O(-n)", "n", ("n",)),
    ("proportional to 0", "n", ("n",)),
    ("O(n^2)", "n", ("n",)),
    ("max(a,b)", "a", ("a", "b")),
    ("max N n", "N*n", ("N", "n")),
    ("|a-b|", "a-b", ("a", "b")),
    ("M per N", "M*N", ("M", "N")),
    ("e^n + 10^(-70)", "exp(n)", ("n",)),
    ("n*(n mod 2)/(n mod 2)", "n", ("n",)),
    ("n/ceil((n mod 3)/3)", "n", ("n",)),
    ("n + 0*log(n-n)", "n", ("n",)),
    ("1,2", "12", ()),
    ("1 2", "12", ()),
    ("12.", "1.2", ()),
    ("5 or 6", "6", ()),
    ("784^2 = 614456", "614656", ()),
    ("784^2 = 614456 = 614656", "614656", ()),
    ("1½ = 2", "2", ()),
    ("M*N, K", "K", ("M", "N", "K")),
    ("M where N = 1", "1", ("M", "N")),
    ("MN)(", "M*N", ("M", "N")),
    ("sin(M)", "M", ("M",)),
    ("M halved", "M", ("M",)),
]


def fresh_secret():
    """Draw another secret prime and points, as another process would."""
    residues._field = None
    sys.modules["grader.expressions.compare"]._kept.clear()  # residues of references, made with the old ones


@pytest.mark.parametrize(("answer", "right", "symbols"), FALSE_FRIENDS, ids=lambda value: str(value))
def test_a_false_friend_is_not_accepted(answer, right, symbols):
    for _ in range(3):
        fresh_secret()
        assert verdict(answer, right, symbols) != "accept"


def test_an_even_symbol_makes_halves_whole():
    assert verdict("L_r/2", "floor((L_r + 1)/2)", ("L_r",), even=("L_r",)) == "accept"
    assert verdict("L_r/2", "floor((L_r + 1)/2)", ("L_r",)) != "accept"
    assert verdict("(-1)^n*n", "n", ("n",), even=("n",)) == "accept"


# --- numbers -------------------------------------------------------------------------------------------------------


@given(value=st.integers(1000, 10**15), shown=st.integers(1, 12))
def test_a_rounded_literal_is_right_from_three_correct_digits_on(value, shown):
    power = len(str(value)) - shown
    assume(power > 0 and value % 10**power)
    rounded = (value + 10**power // 2) // 10**power  # half up
    answer = f"{rounded} * 10^{power}"
    assert (verdict(answer, str(value)) == "accept") == (len(str(rounded)) >= 3)
    assert verdict(f"{rounded + 1} * 10^{power}", str(value)) != "accept"
    assert verdict(f"{rounded - 1} * 10^{power}", str(value)) != "accept" or 2 * (value % 10**power) == 10**power


@given(value=st.fractions(0, 1000, max_denominator=997), decimals=st.integers(0, 9))
def test_a_decimal_is_right_exactly_where_it_is_exact_or_rounded_to_three_digits(value, decimals):
    digits = round(value * 10**decimals)
    text = f"{digits:0{decimals + 1}d}"
    text = f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text
    exact = Fraction(digits, 10**decimals) == value
    enough = decimals > 0 and len(text.replace(".", "").lstrip("0")) >= 3
    assert (verdict(text, f"{value.numerator}/{value.denominator}") == "accept") == (exact or enough)


@pytest.mark.parametrize("answer", ["6,022·10²³", "6,022e23", "6.022 × 10^23 per mole"])
def test_a_mantissa_may_have_a_decimal_comma_and_a_unit_behind_it(answer):
    assert verdict(answer, "602214076*10**15") == "accept"


def test_a_plain_whole_number_must_be_exact():
    assert verdict("614656", "614656") == "accept"
    assert verdict("614,656", "614656") == "accept"
    assert verdict("615000", "614656") == "reject"
    assert verdict("6.15e5", "614656") == "accept"
    assert verdict("6.1e5", "614656") == "reject"
    assert verdict("615 thousand", "614656") == "accept"


def test_a_rounding_to_few_digits_is_diagnosed_as_rounding():
    assert judge("6.1e5", reference("614656")).diagnosis.code == "rounding"


# --- dimensions and orders -----------------------------------------------------------------------------------------

SIZES = ("N_o", "L_r", "L_c")


def test_dimensions_must_agree_one_by_one():
    right = "(N_o, L_r/2, L_c/2)"
    assert verdict("N_o × L_r/2 × L_c/2", right, SIZES, even=("L_r", "L_c")) == "accept"
    assert verdict("N_o × ⌈L_r/2⌉ × ⌈L_c/2⌉", right, SIZES, even=("L_r", "L_c")) == "accept"
    assert verdict("L_r/2 × N_o × L_c/2", right, SIZES) == "reject"
    assert verdict("N_o × L_r/2", right, SIZES) == "reject"
    assert verdict("N_o*L_r*L_c/4", right, SIZES) != "accept"


@pytest.mark.parametrize("answer", ["1024", "1024×1", "1024 x 1 x 1", "(1024,)", "[1024, 1, 1]"])
def test_trailing_ones_may_be_written_or_left_out_where_the_part_says_so(answer):
    assert verdict(answer, "(1024, 1, 1)", kind="dims", trailing_ones=True) == "accept"


def test_trailing_ones_count_elsewhere():
    assert verdict("1024", "(1024, 1, 1)", kind="dims") == "reject"


@pytest.mark.parametrize("answer", ["O(n^2)", "Θ(n²)", "proportional to n^2", "quadratic in n"])
def test_an_order_of_growth_is_read_as_what_stands_inside(answer):
    assert verdict(answer, "n**2", ("n",)) == "accept"


# --- references and counterexamples --------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "N +", "N = 3", "Q", "N is big", "(N", "N)", "9" * 3000])
def test_an_unreadable_reference_says_so(text):
    with pytest.raises(ReadError, match="reference"):
        reference(text, ("N",))


def test_a_reference_may_begin_and_end_with_different_brackets():
    assert len(read_reference("(M + N)*Max(M, N)", ("M", "N"))) == 1
    assert len(read_reference("(M, N)", ("M", "N"))) == 2


def test_the_kind_defaults_as_the_contract_says():
    assert reference("(M, N)", ("M", "N")).kind == "dims"
    assert reference("5").kind == "numeric"
    assert reference("M", ("M",)).kind == "symbolic"


def test_a_counterexample_is_small_and_true():
    a, b = read("N//T", ("N", "T")).tree, read("⌈N/T⌉", ("N", "T")).tree
    found = counterexample(a, b)
    size, tile = found.point["N"], found.point["T"]
    assert size + tile <= 3
    assert (found.given, found.expected) == (size // tile, -(-size // tile))


def test_a_counterexample_is_the_same_one_in_every_process():
    script = (
        "from grader.expressions import judge, reference; "
        "print(judge('a*b + c//d + e', reference('a*b + ceiling(c/d) + e', tuple('abcde'))).message)"
    )
    said = {subprocess.run([sys.executable, "-c", script], capture_output=True, text=True).stdout for _ in range(3)}
    assert len(said) == 1
    assert said != {""}


@pytest.mark.parametrize("answer", ["2^2^2^2^2^2^n", "((((n!)!)!)!)!"])
def test_what_cannot_be_decided_within_the_bound_is_left_to_a_person(answer):
    assert compare(read(answer, ("n",)), reference("n", ("n",))) is not Outcome.ACCEPT
