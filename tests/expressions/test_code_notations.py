"""Answers written as code: what programming languages and spreadsheets say is read, and near misses are told apart."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import ReadError
from grader.expressions import judge, read, reference
from grader.expressions.exact import value_at

SYMBOLS = ("M", "N", "K", "n", "b", "k", "T")


def verdict(answer, right, symbols=SYMBOLS):
    return judge(answer, reference(right, [name for name in symbols if name in right or name in answer])).verdict


def value_of(answer, **point):
    return value_at(read(answer, tuple(point)).tree, point)


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("math.hypot(M, N)", "sqrt(M**2 + N**2)"),
        ("math.hypot(M, N, K)", "sqrt(M**2 + N**2 + K**2)"),
        ("math.isqrt(n)", "floor(sqrt(n))"),
        ("math.perm(n)", "factorial(n)"),
        ("math.perm(n, k)", "binomial(n, k)*factorial(k)"),
        ("np.log1p(n)", "log(1 + n)"),
        ("np.expm1(n)", "exp(n) - 1"),
        ("np.square(n)", "n**2"),
        ("np.cbrt(n)**3", "n"),
        ("np.multiply(M, N) + np.subtract(M, N)", "M*N + M - N"),
        ("std::max(M, N)", "Max(M, N)"),
        ("n.bit_length()", "floor(log2(n)) + 1"),
        ("(n - 1).bit_length()", "ceiling(log2(n))"),
        ("Log[2, n]", "log2(n)"),
    ],
)
def test_a_function_of_a_library_is_read(answer, right):
    assert verdict(answer, right) == "accept"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("math.isqrt(n)", "sqrt(n)"),
        ("math.perm(n, k)", "binomial(n, k)"),
        ("np.log1p(n)", "log(n)"),
        ("n.bit_length()", "floor(log2(n))"),
        ("n.bit_length()", "ceiling(log2(n))"),
        ("Log[n, 2]", "log2(n)"),
    ],
)
def test_a_function_that_is_nearly_the_one_wanted_is_rejected(answer, right):
    assert verdict(answer, right) == "reject"


@pytest.mark.parametrize(
    "answer",
    [
        "math.hypot(n)",
        "math.perm(n, k, b)",
        "math.gcd(n, k)",
        "n.bit_length",
        "double(n)/k",
        "np.arange(1, n)",
        "divmod(n, b)",
        "divmod(n, b)[2]",
    ],
)
def test_what_is_no_value_is_not_read(answer):
    assert verdict(answer, "n") == "invalid"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("np.prod((M, N, K))", "M*N*K"),
        ("prod([M, N, K])", "M*N*K"),
        ("math.prod([M, N, K]) / K", "M*N"),
        ("math.prod((3,224,224))", "3*224*224"),
        ("sum([M, N])", "M + N"),
        ("np.sum((M,N))", "M + N"),
        ("prod([M N K (n+1)])", "M*N*K*(n + 1)"),
        ("sum([M -N])", "M - N"),
        ("sum([M - N K])", "M - N + K"),
        ("max([M, N])", "Max(M, N)"),
        ("max((M, N))", "Max(M, N)"),
        ("max([M N])", "Max(M, N)"),
        ("Max[{M, N}]", "Max(M, N)"),
        ("Total[{M, N}]", "M + N"),
        ("choose(n, k)", "binomial(n, k)"),
        ("max([2 M, N])", "Max(2*M, N)"),
    ],
)
def test_a_list_is_added_multiplied_or_searched(answer, right):
    assert verdict(answer, right) == "accept"


@pytest.mark.parametrize(
    ("answer", "right"), [("sum([M N])", "M*N"), ("prod([M, N])", "M + N"), ("np.sum((M, N))", "M*N")]
)
def test_a_sum_is_no_product(answer, right):
    assert verdict(answer, right) == "reject"


def test_a_list_has_at_most_64_values():
    assert verdict("sum([" + "n," * 63 + "n])", "64*n") == "accept"
    assert verdict("sum([" + "n," * 64 + "n])", "65*n") == "invalid"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("Sum[i, {i, 1, n}]", "n*(n + 1)/2"),
        ("Sum[i,{i,1,100}]", "5050"),
        ("Sum[i, {i, n}] + 1", "n*(n + 1)/2 + 1"),
        ("Sum[i*j, {i, 1, n}, {j, 1, i}]", "n*(n + 1)*(n + 2)*(3*n + 1)/24"),
        ("Product[i, {i, 1, n}]", "factorial(n)"),
        ("sum(1:n)", "n*(n + 1)/2"),
        ("prod(1:n)", "factorial(n)"),
        ("sum(1:(n-1))", "n*(n - 1)/2"),
        ("sum((1:n)^2)", "n*(n + 1)*(2*n + 1)/6"),
        ("sum((1:n).^2)", "n*(n + 1)*(2*n + 1)/6"),
        ("sum(2*(1:n) - 1)", "n**2"),
        ("sum(i^2 for i in 1:n)", "n*(n + 1)*(2*n + 1)/6"),
        ("sum [1..n]", "n*(n + 1)/2"),
        ("sum [1..10]", "55"),
        ("product [1..n] * n", "factorial(n)*n"),
        ("sum(range(1, n+1))", "n*(n + 1)/2"),
        ("np.sum(np.arange(1, n+1))", "n*(n + 1)/2"),
        ("math.prod(range(1, n+1))", "factorial(n)"),
    ],
)
def test_a_sum_over_a_range_is_read_in_every_language(answer, right):
    assert verdict(answer, right) == "accept"


@pytest.mark.parametrize("answer", ["sum(range(1, n))", "sum(range(n))", "Sum[i, {i, 0, n - 1}]", "sum [0..(n-1)]"])
def test_a_sum_that_stops_one_early_is_rejected(answer):
    assert verdict(answer, "n*(n + 1)/2") == "reject"


@pytest.mark.parametrize(
    "answer",
    [
        "sum(1:n-1)",  # R and MATLAB differ
        "sum(1:2*n)",
        "sum(1:2:n)",
        "sum(1:n, n)",
        "sum((1:n)*(1:n))",
        "sum(max(1:n))",
        "sum(range(1, n, 2))",
        "sum [1,3..n]",
        "Sum[i, {i, 1, n, 2}]",
        "sum(log(1:n)",
        "sum(n)",
    ],
)
def test_a_sum_that_can_mean_two_things_is_not_read(answer):
    with pytest.raises(ReadError):
        read(answer, ("n",))


@pytest.mark.parametrize(
    "answer",
    [
        "=IF(M>N,M,N)",
        "IF(M>N; M; N)",
        "=IF(M>N,M,IF(N>M,N,M))",
        "ifelse(M > N, M, N)",
        "np.where(M > N, M, N)",
        "torch.where((M > N), M, N)",
        "If[M > N, M, N]",
        "if M > N then M else N",
        "if (M > N) M else N",
        "return M > N ? M : N;",
        "(M > N ? M : N) + 0",
        "2*(M if M > N else N) - max(M, N)",
        "f(M, N) = M > N ? M : N",
        "pmax(M, N)",
    ],
)
def test_a_choice_is_a_formula_by_cases(answer):
    assert verdict(answer, "Max(M, N)") == "accept"


@pytest.mark.parametrize(
    "answer", ["=IF(M>N,N,M)", "np.where(M < N, M, N)", "If[M > N, N, M]", "if M > N then N else M", "(M<N ? M : N)+0"]
)
def test_swapped_branches_are_rejected(answer):
    assert verdict(answer, "Max(M, N)") == "reject"


@pytest.mark.parametrize("answer", ["=IF(M>N,M)", "IF(M, M, N)", "IF(M > N and N > 1, M, N)", "np.where(M > N)"])
def test_half_a_choice_is_not_read(answer):
    assert verdict(answer, "Max(M, N)") == "invalid"


@pytest.mark.parametrize(
    "answer",
    [
        "n // b + (n % b > 0)",
        "n//b + (n%b!=0)",
        "(n % b > 0) + n // b",
        "n//b + int(n % b != 0)",
        "n//b + bool(n % b)",
        "Math.floor(n/b) + !!(n % b)",
        "n//b + [n mod b ≠ 0]",
        "n//b + (1 if n % b else 0)",
        "n/b if n % b == 0 else n//b + 1",
        "n//b if n%b==0 else n//b+1",
        "=IF(MOD(n,b)<>0,INT(n/b)+1,n/b)",
        "n %/% b + (n %% b > 0)",
        "(int)ceil((double)n / b)",
        "static_cast<int>(std::ceil(n / b))",
        "ceiling (fromIntegral n / fromIntegral b)",
    ],
)
def test_rounding_up_is_read_in_every_language(answer):
    assert verdict(answer, "ceiling(n/b)") == "accept"


@pytest.mark.parametrize(
    "answer",
    [
        "n // b + (n % b > 1)",
        "n // b + (n % b >= 0)",
        "n // b - (n % b > 0)",
        "n // b + (1 if n % b == 0 else 0)",
        "=IF(MOD(n,b)=0,INT(n/b)+1,n/b)",
        "(int)floor((double)n / b)",
    ],
)
def test_rounding_up_in_the_wrong_place_is_rejected(answer):
    assert verdict(answer, "ceiling(n/b)") == "reject"


@pytest.mark.parametrize(
    "answer", ["n > 0", "(n > 0)", "n*n (n > 0)", "n // b + (n % b = 0)", "(n = 3) + n", "n // b (n > 0)"]
)
def test_a_relation_that_is_no_summand_stays_refused(answer):
    assert verdict(answer, "n*n") == "invalid"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("n %/% 2", "floor(n/2)"),
        ("n %% 2", "n - 2*floor(n/2)"),
        ("n * b %% 2", "n*(b - 2*floor(b/2))"),
        ("n `div` (b+1)", "floor(n/(b + 1))"),
        ("n `mod` 2", "n - 2*floor(n/2)"),
        ("n `quot` 2 + n `rem` 2", "ceiling(n/2)"),
        ("div(n, 2)", "floor(n/2)"),
        ("rem(n, 2)", "n - 2*floor(n/2)"),
        ("divmod(n, b)[0]", "floor(n/b)"),
        ("divmod(n, b)[1]", "n - b*floor(n/b)"),
        ("(int)(n/2)", "floor(n/2)"),
        ("(float) n / k", "n/k"),
        ("(int) n / k", "n/k"),
        ("long(n/k)", "floor(n/k)"),
        ("=INT(n/2)", "floor(n/2)"),
        ("=QUOTIENT(n;b)", "floor(n/b)"),
        ("int((n-k+2*b)/T)+1", "floor((n - k + 2*b)/T) + 1"),
        ("4n (float)", "4*n"),
    ],
)
def test_integer_division_and_casts_are_read(answer, right):
    assert verdict(answer, right) == "accept"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("n %/% 2", "n/2"),
        ("(int)(n/2)", "n/2"),
        ("-int(-n/2)", "ceiling(n/2)"),
        ("-(int)(-n/2)", "ceiling(n/2)"),
        ("-int((k-n)/2)", "ceiling((n - k)/2)"),
        ("int((1-n)/2) + n", "floor((n + 1)/2)"),
        ("(-n) `quot` 2", "floor(-n/2)"),
        ("n - rem(n, 2)", "n"),
    ],
)
def test_what_is_cut_towards_zero_is_not_floored(answer, right):
    assert verdict(answer, right) == "reject"


@pytest.mark.parametrize(
    "answer",
    [
        "return M*N",
        "return M*N;",
        "M*N;",
        "```c\nreturn M*N; // one MAC per pixel\n```",
        "return M*N // one MAC per pixel",
        "// the area\nreturn M*N;",
        "/* area */ M*N",
        "M * /* rows */ N",
        "def macs(M, N):\n    return M * N",
        'def macs(M: int, N: int) -> int:\n    """Work of a layer."""\n    return M * N  # in MACs',
        "lambda M, N: M*N",
        "f = lambda M, N: M*N",
        "const f = (M, N) => M*N;",
        "const f = (M, N) => { return M*N; };",
        "(M, N) -> M*N",
        "@(M,N) M.*N",
        "f = @(M,N) M.*N;",
        "function(M, N) M*N",
        "f <- function(M, N) { M*N }",
        "function(M, N) {\n  return(M*N)\n}",
        "function f(M, N)\n  return M*N\nend",
        "int area(int M, int N) { return M*N; }",
        "Here is my code:\n```python\ndef f(M, N):\n    return M*N\n```",
        "`return M*N;`",
        "M*N // one MAC per pixel",
        "M*N; % one MAC per pixel",
        "f = function(M, N) { return M*N; }",
        "f(M, N) = M*N",
        "f[M_, N_] := M*N",
    ],
)
def test_code_around_the_formula_is_set_aside(answer):
    assert verdict(answer, "M*N", ("M", "N")) == "accept"


@pytest.mark.parametrize(
    "answer",
    [
        "def f(M, q):\n    return M*N",
        "lambda x: M*N",
        "def f(M, N=3):\n    return M*N",
        "def f(M, N):\n    if M > 1:\n        return M\n    return M*N",
        "def f(M, N):\n    s = 0\n    for i in range(N):\n        s += M\n    return M*N",
        "return M; return M*N;",
        "M*N; // or M+N",
        "M*N; // twice that",
        "M*N /* = M+N */",
        "M*N /* never closed",
        "const f = (M, N) => { return M*N;",
    ],
)
def test_a_program_or_a_second_answer_is_refused(answer):
    assert verdict(answer, "M*N", ("M", "N")) == "invalid"


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("return n//b", "floor(n/b)"),
        ("return n // b;", "floor(n/b)"),
        ("n // one half", "2*n"),
        ("return n // b if n % b == 0 else n // b + 1", "ceiling(n/b)"),
        ("return -(-n // b)", "ceiling(n/b)"),
    ],
)
def test_two_slashes_divide_where_no_words_follow(answer, right):
    assert verdict(answer, right) == "accept"


NATURAL = st.integers(1, 40)


@given(NATURAL, NATURAL)
def test_integer_arithmetic_agrees_with_that_of_python(n, b):
    assert value_of("n // b + (n % b > 0)", n=n, b=b) == n // b + (n % b > 0)
    assert value_of("n %/% b * 100 + n %% b", n=n, b=b) == n // b * 100 + n % b
    assert value_of("divmod(n, b)[0] - divmod(n, b)[1]", n=n, b=b) == n // b - n % b
    assert value_of("n.bit_length() + (n - 1).bit_length()", n=n) == n.bit_length() + (n - 1).bit_length()
    assert value_of("(n - b).bit_length()", n=n, b=b) == (n - b).bit_length()


@given(NATURAL, NATURAL)
def test_cutting_towards_zero_agrees_with_that_of_python(n, b):
    assert value_of("-int(-n/b)", n=n, b=b) == -int(-n / b)
    assert value_of("n - int((n - b)/3)", n=n, b=b) == n - int((n - b) / 3)
    assert value_of("int((7 - n)/b)", n=n, b=b) == int((7 - n) / b)
    assert value_of("n `rem` b - (7 - n) `rem` b", n=n, b=b) == n % b - (7 - n - b * int((7 - n) / b))


@given(st.integers(1, 15), st.integers(1, 15))
def test_sums_and_products_agree_with_those_of_python(n, b):
    assert value_of("sum(range(b, n))", n=n, b=b) == sum(range(b, n))
    assert value_of("sum((b:n)^2)", n=n, b=b) == sum(i * i for i in range(b, n + 1))
    assert value_of("Sum[i*j, {i, 1, n}, {j, b, i}]", n=n, b=b) == sum(
        i * j for i in range(1, n + 1) for j in range(b, i + 1)
    )


@given(NATURAL, NATURAL, NATURAL)
def test_nested_choices_agree_with_those_of_python(n, b, k):
    wanted = (n if n > b else b) if k % 2 else (k if k >= 3 else n - b)
    assert value_of("IF(k%2==1, IF(n>b,n,b), IF(k>=3,k,n-b))", n=n, b=b, k=k) == wanted
    assert value_of("0 + (n > b ? n : b) * (k % 2) + (1 - k % 2) * (k if k >= 3 else n - b)", n=n, b=b, k=k) == wanted


@pytest.mark.parametrize(
    "hostile",
    [
        "n+" + "(" * 28 + "n>b" + ")+1>2" * 27 + ")",
        "(n>b?1:" * 28 + "n" + ")" * 28,
        "IF(n>b,1," * 28 + "n" + ")" * 28,
        "n" + ".bit_length()" * 140,
        "int(b-n-" * 25 + "n" + ")" * 25,
        "math.perm(n," * 25 + "b" + ")" * 25,
        "(n if 0<n<b<n<b<7 else " * 18 + "n" + ")" * 18,
        "sum(1:(" * 25 + "n" + "))" * 25,
        "/**/" * 500,
        "//n" * 660,
        "return n" + "//" * 990,
        "(int)" * 390 + "n",
        "a " * 990 + "return {",
        "lambda " + "n," * 980 + ":",
        "@(" * 999,
        "def f(" + "n " * 990,
        "sum[n.." * 280,
        "{i," * 600 + "Sum[",
    ],
)
def test_hostile_code_is_answered_at_once(hostile):
    start = time.process_time()
    assert judge(hostile[:2000], reference("n**2", ["n", "b"])).verdict != "accept"
    assert time.process_time() - start < 1
