"""What stands around an answer in sentences, headings and lists: nothing hides there, and nothing right is lost."""

import pytest

from grader.expressions import judge, reference


def verdict(answer, right, symbols, kind):
    return judge(answer, reference(right, symbols.split(), kind=kind)).verdict


@pytest.mark.parametrize(
    ("answer", "right", "symbols", "kind"),
    [
        ("weights: N^2, inputs: N", "N", "N", None),
        ("Weights: N^2, inputs: N, outputs: N", "N", "N", None),
        ("MACs: N^2; memory: N", "N", "N", None),
        ("forward: 2N, backward: 4N", "4*N", "N", None),
        ("rows: F_r - 1, cols: F_c - 1", "F_c-1", "F_r F_c", None),
        ("F_r = 3: 1, F_r = 5: 2", "2", "", "numeric"),
        ("for 3x3: 1; for 5x5: 2", "2", "", "numeric"),
        ("top: 2, bottom: 1", "1", "", "numeric"),
        ("stride 1: N_o × L_r × L_c, stride 2: N_o × L_r/2 × L_c/2", "(N_o,L_r/2,L_c/2)", "N_o L_r L_c", "dims"),
        ("If N is even: N/2, if N is odd: N", "N", "N", None),
        ("if N = 1: 0, if N > 1: N^2", "N**2", "N", None),
        ("For small N: N^2, for large N: N^3", "N**3", "N", None),
        ("N even: N/2\nN odd: (N-1)/2", "(N-1)/2", "N", None),
        ("Even: N/2\nOdd: N", "N", "N", None),
        ("for N > 5, we get N^2", "N**2", "N", None),
        ("when N is even, it is N/2", "N/2", "N", None),
        ("given N even, answer is N/2", "N/2", "N", None),
        ("Because there are N^2 weights, also N", "N", "N", None),
        ("N MACs per output\nBecause there are N outputs, N^2 in total", "N", "N", None),
        ("N^2\nFor N outputs: N^3", "N**2", "N", None),
        ("N_o × L_r × L_c for stride 1, N_o × L_r/2 × L_c/2 for stride 2", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c so with stride 2 it is N_o × L_r/2 × L_c/2", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c thus (N_o, L_r/2, L_c/2)", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c, where L_r = L_r/2, L_c = L_c/2", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c (minus padding)", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c pooling halves both", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c\nThen the rows and columns are halved", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c\nWait, actually it is halved", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c\nplus one row", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("2. N", "2*N", "N", None),
        ("MACs/2: N", "N", "N", None),
        ("sqrt(I): N", "N", "N", None),
        ("MACs squared: N", "N", "N", None),
        ("Half of this: N", "N", "N", None),
        ("\\sqrt{I} = N", "N", "N", None),
        ("exponential in N", "N", "N", None),
        ("N inversely", "N", "N", None),
        ("N^2 and the bias", "N**2", "N", None),
        ("1 on top, two at the bottom", "1", "", "numeric"),
        ("N^2 per layer, three layers in the network", "N**2", "N", None),
        ("1 for every 4", "1", "", "numeric"),
        ("one column for every four", "1", "", "numeric"),
        ("N^2 for N < 1", "N**2", "N", None),
        ("N^2 for M > 1", "N**2", "N M", None),
    ],
)
def test_a_second_answer_or_a_change_beside_the_formula_is_never_set_aside(answer, right, symbols, kind):
    assert verdict(answer, right, symbols, kind) != "accept"


@pytest.mark.parametrize(
    ("answer", "right", "symbols", "kind"),
    [
        ("2. N", "N", "N", None),
        ("N^2\nplus N for the biases", "N**2+N", "N", None),
        ("N^2\n-N", "N**2-N", "N", None),
        ("channels: N_o, rows: L_r, columns: L_c", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("C = N_o\nH = L_r\nW = L_c", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("- N_o\n- L_r\n- L_c", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("1. N_o\n2. L_r\n3. L_c", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("each 16x32 map is averaged, so 1024x1x1", "(1024,1,1)", "", "dims"),
        ("L_r and L_c are kept, so N_o × L_r × L_c", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("one over MN", "1/(M*N)", "M N", None),
        ("N over MN", "1/M", "M N", None),
        ("N^2 divided by 2N", "N/2", "N", None),
        ("N MACs for each of the N outputs, which makes N^2", "N**2", "N", None),
        ("Since there are N outputs, N^2 MACs are needed", "N**2", "N", None),
        ("(F-1)/2 = (3-1)/2 = 1", "1", "", "numeric"),
        ("(F_r - 1)/2 = 1", "1", "", "numeric"),
        ("P = (F-1)/2 = 1", "1", "", "numeric"),
        ("1/4 since both dimensions are halved", "1/4", "", "numeric"),
        ("\\begin{cases} M & M > N \\\\[4pt] N & M \\le N \\end{cases}", "Max(M,N)", "M N", None),
        ("N_o × L_r × L_c with stride 1", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c because of stride 1", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N^2 MACs\nBecause every output needs all inputs.", "N**2", "N", None),
        ("N^2\nThis is largest for M = N", "N**2", "N M", None),
        ("for F_r = 3: 1", "1", "", "numeric"),
    ],
)
def test_a_right_answer_in_sentences_or_lists_is_accepted(answer, right, symbols, kind):
    assert verdict(answer, right, symbols, kind) == "accept"


@pytest.mark.parametrize(
    ("answer", "right", "symbols", "kind"),
    [
        ("N MACs per output\nBecause there are N outputs, N^2 in total", "N**2", "N", None),
        ("MNK over MN plus NK plus MK", "M*N*K/(M*N+N*K+M*K)", "M N K", None),
        ("N^2\nEach output needs N MACs.", "N**2", "N", None),
        ("If N is even: N/2, if N is odd: (N-1)/2", "floor(N/2)", "N", None),
        ("1 for every 4", "1/4", "", "numeric"),
    ],
)
def test_a_right_answer_that_is_hard_to_tell_is_never_marked_wrong(answer, right, symbols, kind):
    assert verdict(answer, right, symbols, kind) != "reject"


@pytest.mark.parametrize(
    ("answer", "right", "symbols"),
    [
        ("minus one twelfth", "-1/12", ""),
        ("seven twenty-fourths", "7/24", ""),
        ("a thousandth", "1/1000", ""),
        ("the ratio of a to b", "a/b", "ab"),
        ("the remainder when n is divided by k", "n % k", "nk"),
        ("the integer part of n/k", "floor(n/k)", "nk"),
        ("n/k (rounded up)", "ceiling(n/k)", "nk"),
        ("n/k, integer part only", "floor(n/k)", "nk"),
        ("the absolute value of a minus the absolute value of b", "Abs(a) - Abs(b)", "ab"),
        ("npq where q = 1 - p", "n*p*(1 - p)", "np"),
        ("With q = 1 - p, npq", "n*p*(1 - p)", "np"),
        ("Let h = H - k + 1 and w = W - k + 1. Then MACs = h·w·k²", "(H - k + 1)*(W - k + 1)*k**2", "HWk"),
        ("n^2 (n large)", "n**2", "n"),
        ("I think it's p(p-1)/2", "p*(p - 1)/2", "p"),
        ("n squared times the number of input channels C", "n**2*C", "nC"),
        ("2 n (one scale and one shift per channel)", "2*n", "n"),
        ("1024 (see lecture 3)", "1024", ""),
        ("twelve million, five hundred and forty-five thousand", "12545000", ""),
        ("The width of a 224 x 224 image after a 7 x 7 convolution with stride 2 and padding 3 is 112.", "112", ""),
        ("with q = 1 - p:  p/(1 - q^2)", "1/(2 - p)", "p"),
        ("s^2·d  where s := L/2", "L**2*d/4", "Ld"),
        ("Let A = H - F + 1 and B = W - F + 1. The answer is A*B*F^2.", "(H - F + 1)*(W - F + 1)*F**2", "HWF"),
        ("if n is even then n/2, otherwise (n+1)/2", "ceiling(n/2)", "n"),
        ("k(k+1)/2, because we only store the lower triangle with its diagonal", "k*(k + 1)/2", "k"),
        ("Not 2N but 4N bytes, because fp32 takes four", "4*N", "N"),
        ("n(n+1)(n+2)/6; check: n = 3 gives 10", "n*(n + 1)*(n + 2)/6", "n"),
        ("one minus the probability that none fails, i.e. 1 − (1−p)^n", "1 - (1 - p)**n", "np"),
    ],
)
def test_what_words_say_is_part_of_the_formula(answer, right, symbols):
    assert verdict(answer, right, " ".join(symbols), None) == "accept"


@pytest.mark.parametrize(
    ("answer", "right", "symbols"),
    [
        ("1+2+...+n = n(n+1)/2", "n*(n + 1)/2", "n"),
        (r"\mathbb{E}[X^2] - \mathbb{E}[X]^2 = \frac{n^2-1}{12}", "(n**2 - 1)/12", "n"),
        (r"\frac{\partial L}{\partial w} = -2x(y - wx)", "2*x*(w*x - y)", "wxy"),
        (r"\int_0^a x^2\,\mathrm{d}x = \frac{a^3}{3}", "a**3/3", "a"),
        ("d/dx x^3 ln x = 3x^2 ln x + x^2", "x**2*(3*log(x) + 1)", "x"),
        ("attention 4d^2 + MLP 8d^2 = 12 d^2 per layer", "12*d**2", "d"),
        ("T(n) = 2T(n/2) + n with T(1) = 0, so T(n) = n log2 n", "n*log2(n)", "n"),
        ("E[X] = (n+1)/2\nVar(X) = E[X²] − E[X]²\n = (n²−1)/12", "(n**2 - 1)/12", "n"),
        ("we need 2^k ≥ n/p, so k = ⌈log₂(n/p)⌉", "ceiling(log2(n/p))", "np"),
    ],
)
def test_what_cannot_be_read_before_the_last_formula_makes_nobody_wrong(answer, right, symbols):
    assert verdict(answer, right, " ".join(symbols), None) == "accept"
    assert verdict(answer, f"({right}) + 1", " ".join(symbols), None) == "invalid"


@pytest.mark.parametrize(
    "answer",
    [
        *("2 E[X] = N^2", "E[X]/2 = N^2", "-foo = N^2", "1/foo = N^2", "foo(N) or bar(N) = N^2", "not foo(N) = N^2"),
        *("sqrt(MACs)\n= N^2", r"\log I = N^2", "N^2 (two of them)", "N^2 (factor 2)", "N b. For example: N^2"),
        *("N^3 = foo(N) + 1, M = N^2, or so", "M = N, K = N^2 N_x", "[N^2/b] where [·] is the integer part"),
        *("N^2, from which one must still be subtracted", "N^2; check: it should be 2N^2", "not N^2 but N^3"),
    ],
)
def test_half_a_reading_accepts_no_other_quantity(answer):
    assert verdict(answer, "N**2", "N b", None) != "accept"


def test_a_chain_of_two_units_is_no_contradiction_and_either_may_be_asked_for():
    assert verdict("64 bits = 8 bytes", "8", "", "numeric") == "accept"
    assert verdict("64 bits = 8 bytes", "64", "", "numeric") == "undecided"
    assert verdict("8 bits = 1 byte, hence N*b/8 bytes", "N*b/8", "N b", None) == "accept"
    assert verdict("8 bits = 9 bits", "9", "", "numeric") == "invalid"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("n(n−1)/2 comparisons = Θ(n²)", "accept"),
        ("n^2 + n = O(n^2)", "accept"),
        ("n^2/2 MACs, so O(n^2)", "accept"),
        ("cost ∝ n^2", "accept"),
        ("w ∝ n^2", "accept"),
        ("n^2 = O(n^3)", "undecided"),
        ("n^3 = O(n^3)", "reject"),
        ("w ∝ n", "reject"),
        ("quadratic in n, linear in k", "reject"),
    ],
)
def test_the_order_at_the_end_says_how_a_quantity_grows(answer, expected):
    assert verdict(answer, "n**2", "n k", "proportional") == expected


@pytest.mark.parametrize(
    "answer",
    ["quadratic in L, linear in d", "linear in d and quadratic in L", "proportional to L^2 and to d", "grows as L^2 d"],
)
def test_growth_in_two_quantities_is_their_product(answer):
    assert verdict(answer, "L**2*d", "L d", "proportional") == "accept"
    assert verdict(answer, "L*d", "L d", "proportional") == verdict(answer, "L**2", "L d", "proportional") == "reject"


def test_two_numbers_of_one_sentence_are_two_answers():
    assert verdict("The stride is 2 and the output width is 112", "2", "", "numeric") == "invalid"


@pytest.mark.parametrize(
    "said",
    [
        *(
            "with 1 added",
            "where one is removed",
            "where 2 are left out",
            "with a 2 in front",
            "of which half are needed",
        ),
        *(
            "which must be halved",
            "which still has to be doubled",
            "with the sign reversed",
            "upside down",
            "all squared",
        ),
        *(", on top of that one for the bias", ", from which one must still be subtracted"),
    ],
)
def test_words_by_which_something_is_still_to_be_done_are_never_set_aside(said):
    assert verdict(f"N^2 {said}", "N**2", "N", None) == "invalid"


@pytest.mark.parametrize(
    "said",
    ["for each of the 2 layers", "because each pair is counted twice", "(both directions)", "where 2 is the stride"],
)
def test_words_that_only_explain_are_set_aside(said):
    assert verdict(f"N^2 {said}", "N**2", "N", None) == "accept"
