"""What editors and typing leave: Word's linear format, LaTeX without backslashes, struck text, a missing bracket."""

import pytest

from grader.expressions import ReadError, judge, read, reference


def verdict(answer, right, symbols=(), kind=None):
    return judge(answer, reference(right, symbols, kind=kind)).verdict


def refused(text, symbols):
    with pytest.raises(ReadError) as caught:
        read(text, symbols)
    assert "\n" not in str(caught.value)
    return caught.value


# --- Word's linear format ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("∑_(i=1)^n▒i^3", "n**2*(n+1)**2/4"),
        ("∑_(i=1)^n▒〖(i+1)〗", "n*(n+3)/2"),
        ("∏_(i=1)^n▒i", "factorial(n)"),
        ("(n¦k)", "binomial(n,k)"),
        ("((n+1)¦(k))", "binomial(n+1,k)"),
        ("(■(n@k))", "binomial(n,k)"),
        ("(n¦k) p^k 〖(1-p)〗^(n-k)", "binomial(n,k)*p**k*(1-p)**(n-k)"),
        ("√(3&6n)", "(6*n)**(1/3)"),
        ("√(n&p)", "p**(1/n)"),
        ("√(3&n) + √(p)", "n**(1/3) + sqrt(p)"),
        ("█(y&=n(n+1)/2@&=(n^2+n)/2)", "n*(n+1)/2"),
        ("(n(n+1))/(2)", "n*(n+1)/2"),
        ("n log_2⁡〖n〗", "n*log2(n)"),
        ("log⁡n", "log(n)"),
    ],
)
def test_the_linear_format_of_word_is_read(answer, right):
    assert verdict(answer, right, ("n", "k", "p")) == "accept"


def test_an_integral_of_word_counts_by_its_last_member():
    assert verdict("∫_0^1▒x dx = 1/2", "1/2") == "accept"
    assert verdict("∫_0^1▒x dx", "1/2") == "invalid"


@pytest.mark.parametrize("text", ["■(1&2@3&4)", "(n¦k¦n)", "n¦k", "√(3&6n", "(n¦k", "√(3&n&k)", "▒", "〖n"])
def test_what_the_linear_format_leaves_open_is_refused(text):
    refused(text, ("n", "k"))


@pytest.mark.parametrize(
    ("answer", "wrong"),
    [("(n¦k)", "n*k"), ("(n¦k)", "n/k"), ("√(3&n)", "3*sqrt(n)"), ("√(3&n)", "sqrt(n)"), ("∑_(i=1)^n▒i", "n")],
)
def test_the_linear_format_is_no_product(answer, wrong):
    assert verdict(answer, wrong, ("n", "k")) == "reject"


# --- LaTeX without its backslashes ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("frac{rho^2}{2(1-rho)}", "rho**2/(2*(1-rho))"),
        ("sum_{i=1}^{n} frac{i}{2}", "n*(n+1)/4"),
        ("2cdot n cdot rho", "2*n*rho"),
        ("n times rho", "n*rho"),
        ("left( n+1 right) rho", "(n+1)*rho"),
        ("left(frac{n}{2}right)^2", "n**2/4"),
        ("binom{n}{2}", "n*(n-1)/2"),
        ("lceil frac{n}{2} rceil", "ceiling(n/2)"),
        ("$n^2", "n**2"),
        ("n^2$", "n**2"),
    ],
)
def test_commands_without_a_backslash_are_read(answer, right):
    assert verdict(answer, right, ("n", "rho")) == "accept"


@pytest.mark.parametrize("text", ["frac n", "left( n+1", "frac{n}", "the left n", "frac{n}{"])
def test_half_a_command_is_refused(text):
    refused(text, ("n",))


def test_letters_that_are_declared_are_no_command():
    assert verdict("cdot", "c*d*o*t", tuple("cdot")) == "accept"


# --- one closing bracket is missing at the very end ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (r"\left[ 1 - (1-p)^n", "1-(1-p)**n"),
        (r"$\left( 1 - (1-p)^n$", "1-(1-p)**n"),
        ("sqrt{(n+1)^2", "n+1"),
    ],
)
def test_the_last_bracket_is_supplied_and_said(answer, right):
    judged = judge(answer, reference(right, ("n", "p")))
    assert judged.verdict == "accept"
    assert "was supplied" in judged.message


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (r"\left[ 1 - (1-p)^n", "(1-p)**n"),
        (r"\left[ 1 - (1-p^n", "1-(1-p**n)"),
        (r"\left[ 1 - p)", "1-p"),
        ("(1-p", "1-p"),
        ("n/(1+p", "n/(1+p)"),
        (r"\frac{n}{p", "n/p"),
        (r"\sqrt{n", "sqrt(n)"),
        ("sqrt{(n", "sqrt(n)"),
        ("sqrt{sqrt{n", "sqrt(sqrt(n))"),
    ],
)
def test_nobody_is_judged_by_any_other_bracket_that_is_missing(answer, right):
    assert verdict(answer, right, ("n", "p")) == "invalid"


# --- struck out ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        "~~n^2~~ n^2/2",
        "n^2/2 ~~n^2~~",
        "~~n^2~~\nn^2/2",
        "n^2/2\n~~wrong~~",
        "n^2~~+n~~/2",
        "<del>n^2</del> n^2/2",
        "<s>n^2</s> n^2/2",
    ],
)
def test_struck_text_does_not_count_and_is_reported(answer):
    judged = judge(answer, reference("n**2/2", ["n"]))
    assert judged.verdict == "accept"
    assert "struck out" in judged.read_as
    assert verdict(answer, "n**2", ("n",)) == "reject"


@pytest.mark.parametrize("text", ["~~n^2~~", "~~n^2 n^2/2", "~~n^2~~ ~~n", "n ~~m~~ m"])
def test_struck_text_is_not_read_as_the_answer(text):
    refused(text, ("n",))


@pytest.mark.parametrize("text", ["3 ~~ 3", "~~~\n3\n~~~"])
def test_other_tildes_stay_what_they_are(text):
    assert verdict(text, "3") == "accept"
