"""What prose comes to is its answer, whatever leads up to it; a doubt, a condition or another quantity is no lead."""

import pytest

from grader.expressions import judge, reference


def verdict(answer, right, symbols="", kind=None):
    return judge(answer, reference(right, symbols.split(), kind=kind)).verdict


@pytest.mark.parametrize(
    ("answer", "right", "symbols"),
    [
        ("Each of the m objects goes into one of k boxes, independently. Hence k^m possibilities.", "k**m", "k m"),
        ("Circular arrangements: divide n! by the n rotations, so (n-1)!", "factorial(n-1)", "n"),
        ("There are n for the first and n-1 for the second, order does not matter, so n(n-1)/2.", "n*(n-1)/2", "n"),
        ("I had n(n-1)/2 first but forgot the diagonal. Final answer: n(n+1)/2", "n*(n+1)/2", "n"),
        ("First I thought n², but the diagonal is not compared. Correction: n² - n", "n**2-n", "n"),
        ("The slope of the tangent at x = a is 1/(2*sqrt(a)).", "1/(2*sqrt(a))", "a"),
        ("Unrolling T(n) = T(n-1) + 2n with T(0) = 1 gives T(n) = n^2 + n + 1.", "n**2+n+1", "n"),
        ("With groups of k people you need (n+k-1)//k groups (integer division).", "ceiling(n/k)", "n k"),
        ("We need the smallest k with 2^k >= n, that is the ceiling of log2(n).", "ceiling(log2(n))", "n"),
        (r"P(\text{at least one six}) = 1-\left(\frac{5}{6}\right)^{4} = \frac{671}{1296}", "671/1296", ""),
        (r"V = \pi\int_0^h \left(\frac{r x}{h}\right)^2\,\mathrm{d}x = \frac{\pi r^2 h}{3}", "pi*r**2*h/3", "r h"),
        (r"\frac{\mathrm{d}}{\mathrm{d}x} x^{n}\Big|_{x=3} = n\cdot 3^{n-1}", "n*3**(n-1)", "n"),
        ("depthwise: K·K·C\npointwise: C·M\ntogether K²·C + C·M weights", "K**2*C+C*M", "K C M"),
        ("gamma and beta, so **2C**", "2*C", "C"),
        ("T = 1/f = 0.2 ns", "0.2", ""),
        ("2^n nodes with n edges each, divided by 2 → n·2^(n−1)", "n*2**(n-1)", "n"),
        ("3·224·224 = 150528 values per picture, with 4 bytes each it is 602112 bytes", "602112", ""),
        ("1000/8 = 125 -> 125 images per GPU", "125", ""),
        ("S - N = N(N-1)/2, so S = N(N-1)/2 + N = N(N+1)/2", "N*(N+1)/2", "N"),
        ("B*T*d for the keys and B*T*d for the values makes 2*B*T*d", "2*B*T*d", "B T d"),
        ("2 loads of T^2 per tile product, (N/T)^3 of them: 2 (N/T)^3 T^2 = 2N^3/T", "2*N**3/T", "N T"),
        ("|A ∪ B ∪ C| = 50 + 33 + 20 − 29\n= 103 − 29\n= 74", "74", ""),
        ("it gets smaller by a factor of 4", "4", ""),
        ("Jede der n Zeilen braucht n Produkte, also insgesamt n^2", "n**2", "n"),
    ],
)
def test_what_leads_up_to_a_right_result_need_not_be_read(answer, right, symbols):
    assert verdict(answer, right, symbols) == "accept"


@pytest.mark.parametrize(
    ("answer", "right", "symbols", "kind"),
    [
        ("Q: N x d, K^T: d x N => scores: N x N", "(N, N)", "N d", "dims"),
        ("A: n x k, B: k x m, so A*B is n x m", "(n, m)", "n k m", "dims"),
        ("(n, k) @ (k, m) = (n, m)", "(n, m)", "n k m", "dims"),
        ("size(A) = [m n]", "(m, n)", "n k m", "dims"),
        (r"T(n)\in\Theta\!\left(n\log n\right)", "n*log2(n)", "n", "proportional"),
        ("Master theorem with a = 8, b = 2: case 1, T(n) = Θ(n^(log_2 8)) = Θ(n^3).", "n**3", "n", "proportional"),
        (r"it falls with the square of the stride: $\sim 1/S^2$", "1/S**2", "S", "proportional"),
        ("The standard error is inversely proportional to the square root of n.", "1/sqrt(n)", "n", "proportional"),
    ],
)
def test_dimensions_and_orders_may_be_concluded_as_well(answer, right, symbols, kind):
    assert verdict(answer, right, symbols, kind) == "accept"


@pytest.mark.parametrize(
    "answer",
    [
        "If the bias is left out, then the layer takes N^2",
        "Half of the products is N^2",
        "Twice the number of MACs is N^2",
        "The square root of the answer is N^2",
        "A common mistake is to think that it is N^2",
        "Maybe each output needs one product, so N^2",
        "Not sure about the bias, so N^2",
        "I do not think that the answer is N^2?",
        "for odd N it is N^2",
        "For N > 1 the result is N^2",
        "It is larger than the result N^2",
        "So each of them takes N products, thus N^2 + N",
        "Thus N^2, minus the diagonal",
        "So N^2 per image, and there are B images",
        "It takes N^2, but only half of them are needed",
        "So the answer is N^2, no, N^3",
        "We get N^2 MACs or N^2 + N",
        "sqrt(MACs) = 7 * N = N^2",
        "2 x = N^2",
        "For example, with one filter it is N^2",
        "The number of MACs is not N^2",
        "N^2 = MACs / 2",
        "for N = N^2: 1",
        "N^2 different states, so the answer (in bits) is log2 of this many",
        "N^2 = B*S - N, so S = (N^2 + N)/B",
        "the keys take N^2, the values take N^2. Add them.",
        "N^2 in bits, so for our answer in bytes N^2/8",
        "T(N) = 2T(N/2) + N => N^2, plus N for copying back",
        "hence N^2 moves for the first tower and the same again for the second one",
        "N^2 for each direction, and it runs in both",
        "N^2 for one image, and the batch holds B of them",
        "N^2 + N - N: N^2 for the loop. And another N for the output.",
        "N^2 is for the first draw, for both draws it gets squared",
        "N^2, subtracted from one",
        "N^2 is the variance, what we want is the root of it",
        "the inner part is N^2 and the outer loop does this N times",
    ],
)
def test_a_doubt_a_condition_or_another_quantity_is_no_lead(answer):
    assert verdict(answer, "N**2", "N B") != "accept"


@pytest.mark.parametrize(
    "answer", ["the square of the time grows like N", "The logarithm of the run time is proportional to N."]
)
def test_the_growth_of_something_computed_is_not_that_of_the_quantity(answer):
    assert verdict(answer, "N", "N", "proportional") == "invalid"


@pytest.mark.parametrize(
    "answer",
    [
        "(T, d), transposed",
        "(T, d), from which the last axis has to be dropped",
        "(T, d) for every head, all T of them stacked in front",
        "(T, d) if it is a sequence, (d) if not",
        "(T, d) is what reshape gives. We need it with the features first.",
    ],
)
def test_dimensions_that_are_changed_afterwards_are_refused(answer):
    assert verdict(answer, "(T, d)", "T d", "dims") == "invalid"


def test_what_was_left_unread_is_reported():
    judgement = judge("The order does not matter, so n(n-1)/2.", reference("n*(n-1)/2", ["n"]))
    assert judgement.verdict == "accept"
    assert "The order does not matter, so" in judgement.read_as


def test_long_texts_are_not_searched():
    assert verdict("gamma and beta " * 10 + "so N", "N", "N") == "accept"
    assert verdict("gamma and beta " * 50 + "so N", "N", "N") == "invalid"
