"""What interpreters and declarations put around a formula is read; what only looks like it is not."""

import re
import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import ReadError
from grader.expressions import judge, read, reference

CALLED = {"floor", "ceiling", "sqrt", "log", "exp", "Min", "Max", "factorial", "binomial", "pi"}
PIECES = [
    *r">>> |> |[1] |In [1]: |Out[1]= |n|2|1L| % |=|,|;|(|)|int b = |let a = | in | where | :: Int|\[Rho]".split("|"),
    *"WURZEL(|<- |print(|/|0.5|#|\n".split("|"),
]


def verdict(answer, right, kind=None):
    symbols = sorted(set(re.findall(r"[A-Za-z_]\w*", right)) - CALLED)
    return judge(answer, reference(right, symbols, kind=kind)).verdict


@pytest.mark.parametrize(
    "declared",
    [
        "int",
        "long",
        "size_t",
        "unsigned",
        "unsigned int",
        "uint32_t",
        "int64_t",
        "const int",
        "final int",
        "std::size_t",
    ],
)
def test_whole_numbers_divide_without_a_rest_where_the_type_says_so(declared):
    answer = f"{declared} blocks = (n + t - 1) / t;"
    assert verdict(answer, "ceiling(n/t)") == "accept"
    assert verdict(answer, "(n + t - 1)/t") == "accept"
    assert verdict(answer, "floor(n/t)") == "reject"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("var blocks int = (n + t - 1) / t", "ceiling(n/t)"),
        ("let b: usize = (n + t - 1) / t;", "ceiling(n/t)"),
        ("val b: Int = (n + t - 1) / t", "ceiling(n/t)"),
        ("int f(int n, int t) { return (n + t - 1) / t; }", "ceiling(n/t)"),
        ("uint64_t f(uint64_t n, uint64_t t) { return (n + t - 1) / t; }", "ceiling(n/t)"),
        ("public static int f(int n, int t) {\n    return (n + t - 1) / t;\n}", "ceiling(n/t)"),
        ("int blocks = (n + t - 1) / t; // number of blocks", "ceiling(n/t)"),
        ("int a = n / 2 * 2;", "2*floor(n/2)"),
        ("int m = n - 1;\nint b = m / 2;", "floor((n - 1)/2)"),
        ("int b = n / 2.0;", "floor(n/2)"),
        ("int b = sqrt(n) / 2;", "floor(sqrt(n)/2)"),
        ("int b = ceil(n / 2.0);", "ceiling(n/2)"),
        ("int b = -(-n / t);", "floor(n/t)"),
        ("int x = 7 / 2;", "3"),
    ],
)
def test_a_declared_value_is_cut_as_its_language_cuts_it(answer, right):
    assert verdict(answer, right) == "accept"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("b = (n + t - 1) / t", "ceiling(n/t)"),
        ("long answer = (n + t - 1) / t", "ceiling(n/t)"),
        ("double b = (n + t - 1) / t;", "ceiling(n/t)"),
        ("double f(int n, int t) {\n    return (n + t - 1) / t;\n}", "ceiling(n/t)"),
        ("int k = n - 1;\ndouble b = k / 2;", "floor((n - 1)/2)"),
        ("int b = (double) (n + t - 1) / t * 2;", "2*ceiling(n/t)"),
        ("int b = ceil(n / 2.0);", "floor(n/2)"),
        ("int b = -(-n / t);", "ceiling(n/t)"),
        ("int b = n / t + 1;", "ceiling(n/t)"),
        ("int x = 7 / 2;", "4"),
        ("int x = 2.5;", "2"),
    ],
)
def test_no_more_is_cut_than_the_types_say(answer, right):
    assert verdict(answer, right) == "reject"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("floor((N + 2*P - F)/S) + 1   % output width", "floor((N + 2*P - F)/S) + 1"),
        ("floor((N + 2*P - F)/S) + 1 %output width", "floor((N + 2*P - F)/S) + 1"),
        ("4*N + 3 % multiplications", "4*N + 3"),
        (r"\sum_{i=1}^{n} 1 % for one layer", "n"),
        ("12 + 3 % total", "15"),
        ("floor((32 + 4 - 5)/2) + 1 % output width", "16"),
        ("100 % - 25 % pruned = 75 %", "3/4"),
        ("25 % of the weights", "1/4"),
        ("25 % pruned", "1/4"),
        ("1 - 25 % dropout", "3/4"),
        ("N*(1 - 25 % dropout)", "3*N/4"),
        ("n % k + 1", "n - k*floor(n/k) + 1"),
    ],
)
def test_a_percent_sign_apart_opens_a_comment_behind_a_formula(answer, right):
    assert verdict(answer, right) == "accept"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("4*N + 3 % of the weights", "4*N + 3"),
        ("25 % of the weights", "25"),
        ("4*N + 3 % not 4*N", "4*N + 3"),
        ("4*N + 3 % or 4*N + 2", "4*N + 3"),
        ("a/2 + 1 % rounded up", "a/2 + 1"),
        ("4*N + 3 % two per input", "4*N + 3"),
        ("n + 5 % n", "n + 5"),
        ("n % two", "n"),
    ],
)
def test_a_percent_sign_that_says_more_is_no_comment(answer, right):
    assert verdict(answer, right) in ("reject", "invalid")


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("> exp(-1)\n[1] 0.3678794", "exp(-1)"),
        ("> choose(5, 2)\n[1] 10", "10"),
        ("> x <- 5*4/2\n> x\n[1] 10", "10"),
        (">>> n*(n-1)//2", "n*(n - 1)/2"),
        (">>> 3*4\n12", "12"),
        (">>> 3*4 # product\n12", "12"),
        (">>> 1/3\n0.3333333333333333", "1/3"),
        (">>> n*(n-1)//2\nthat is the number of pairs", "n*(n - 1)/2"),
        ("In [3]: comb(5,2)\nOut[3]: 10", "10"),
        ("In[3]:= 7/64", "7/64"),
        ("Out[3]= 7/64", "7/64"),
        ("julia> f(n) = (2n-1)*(n-1)", "(2*n - 1)*(n - 1)"),
        ("octave:1> nchoosek(5,2)\nans = 10", "10"),
        (">> nchoosek(5,2)\n\nans =\n\n    10", "10"),
        ("ans = 12", "12"),
        ("ghci> n*(n-1) `div` 2", "n*(n - 1)/2"),
        ("sage: binomial(5,2)\n10", "10"),
        (">>> print(n*(n-1)//2)", "n*(n - 1)/2"),
    ],
)
def test_a_prompt_says_nothing_and_the_output_repeats_the_input(answer, right):
    assert verdict(answer, right) == "accept"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("> 12", "12"),
        ("> n/2", "n/2"),
        (">> 12", "12"),
        ("> choose(20,2)\n[1] 191", "190"),
        ("> choose(20,2)\n[1] 190", "191"),
        (">>> 7//2\n4", "3"),
        (">>> 7/2\n3", "3"),
        ("In [3]: 3*4\nOut[3]: 12\nIn [4]: 5*5\nOut[4]: 25", "12"),
        ("Out[3]= 7/64", "7/65"),
        ("$ python -c 'print(7)'", "7"),
        ("print(n*n)", "n*n"),
        (">>> print(n, n+1)", "n"),
        (">>> print(n*n)\n>>> print(n)", "n*n"),
    ],
)
def test_a_relation_or_an_output_that_differs_is_not_accepted(answer, right):
    assert verdict(answer, right) in ("reject", "invalid")


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("v <- n * p * (1 - p)", "n*p*(1 - p)"),
        ("m <- n - 1\nm * m", "(n - 1)**2"),
        ("result ← a·⌊n/2⌋ + b", "a*floor(n/2) + b"),
        ("x := n*(n-1)/2", "n*(n - 1)/2"),
        ("double x = 0.7854;", "pi/4"),
        ("auto x = n*(n-1)/2;", "n*(n - 1)/2"),
        ("n*(n-1L)/2L", "n*(n - 1)/2"),
        ("v <- (n + t - 1L) %/% t", "ceiling(n/t)"),
        ("float x = n*(n-1)/2.0f;", "n*(n - 1)/2"),
        ("2.5f * n + 1.0f", "5*n/2 + 1"),
        ("n << 1ULL", "2*n"),
        ("10_000L", "10000"),
        ("2L*N", "2*L*N"),
        ("2.0f*n", "2*f*n"),
        ("let a = n - 1 in a * a", "(n - 1)**2"),
        ("let a = n - 1; b = n in a * b", "n*(n - 1)"),
        ("a * a where a = n - 1", "(n - 1)**2"),
        ("(fromIntegral (u * v) :: Double) / 2", "u*v/2"),
        ("f :: Int -> Int\nf n = n * 2", "2*n"),
        ("n * 2 :: Int", "2*n"),
        ("f :: Integral a => a -> a -> a\nf n = n * 2", "2*n"),
        ("f(n) :: n*2", "2*n"),
    ],
)
def test_a_value_that_is_named_or_typed_is_read(answer, right):
    assert verdict(answer, right) == "accept"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("a <-b", "b"),
        ("a < -b", "b"),
        ("v <- n*p", "n*p*(1 - p)"),
        ("n <- n*p", "n*p"),
        ("2L*N", "2*N"),
        ("3L + N", "3 + N"),
        ("let a = n + 1 in a * a", "(n - 1)**2"),
        ("a * a where a = n", "(n - 1)**2"),
        ("(n*m :: Double)", "2*n*m"),
        ("5 :: n", "5"),
    ],
)
def test_a_name_or_an_arrow_that_means_something_else_is_not_accepted(answer, right):
    assert verdict(answer, right) in ("reject", "invalid")


@pytest.mark.parametrize(
    ("answer", "column"),
    [
        (">>> n*(n-1)//2 + q", 17),
        ("v <- n * q", 9),
        ("uint32_t b = n / q;", 17),
        (r"n \[Times] q", 11),
        ("=POTENZ(q;2)", 8),
        ("let a = n - 1 in a * q", 21),
    ],
)
def test_a_message_points_into_the_text_as_typed(answer, column):
    with pytest.raises(ReadError) as caught:
        read(answer, ["n"])
    assert caught.value.column == column


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_whatever_is_put_together_is_read_or_refused(pieces):
    with suppress(ReadError):
        read("".join(pieces), ["n", "k"])


@pytest.mark.parametrize(
    "piece", [">>> n\n", "1L", "let a = n in ", "int b = n/", "a where a = ", r"\[Rho]", "=WURZEL(", " % "]
)
def test_a_long_answer_does_not_take_long(piece):
    start = time.perf_counter()
    judge(piece * (1_990 // len(piece)), reference("n", ["n"]))
    assert time.perf_counter() - start < 1
