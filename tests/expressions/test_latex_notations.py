"""What LaTeX sets, and what people in other countries write: read exactly, or refused with one clear line."""

from fractions import Fraction
from math import comb, perm, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.expressions import ReadError, judge, read, reference
from grader.expressions.exact import value_at
from grader.expressions.typesetting import plainly_set


def number(text, **symbols):
    return value_at(read(text, tuple(symbols), "symbolic" if symbols else "numeric").tree, symbols)


def verdict(answer, right, symbols=(), kind=None):
    return judge(answer, reference(right, symbols, kind=kind)).verdict


def refused(text, symbols=(), kind="numeric"):
    with pytest.raises(ReadError) as caught:
        read(text, symbols, kind)
    assert "\n" not in str(caught.value)
    return caught.value


# --- numbers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("0{,}125", Fraction(1, 8)),
        ("2{,}5", Fraction(5, 2)),
        ("-0{,}125", Fraction(-1, 8)),
        ("3{,}14159", Fraction(314159, 100000)),
        ("1{,}234", 1234),
        ("12{,}345{,}678", 12345678),
        ("1234{,}567", Fraction(1234567, 1000)),
        ("1{,}5e3", 1500),
        (r"2{,}5 \cdot 10^3", 2500),
        ("0,125", Fraction(1, 8)),
        ("0,5e3", 500),
        ("1 000,5", Fraction(2001, 2)),
        ("1\u2009000,5", Fraction(2001, 2)),
        ("1'000,5", Fraction(2001, 2)),
        (r"1\,000{,}5", Fraction(2001, 2)),
        ("1.000,5", Fraction(2001, 2)),
        ("1.234.567,89", Fraction(123456789, 100)),
        ("12 345,678", Fraction(12345678, 1000)),
        ("1,234.5", Fraction(2469, 2)),
        (r"1\ 000\ 000", 1000000),
        (r"12\;345", 12345),
        (r"12{\,}345", 12345),
        (r"12\thinspace 345", 12345),
        ("3.141 592 65", Fraction(314159265, 10**8)),
        (r"0{,}123\,456", Fraction(123456, 10**6)),
    ],
)
def test_commas_points_and_thin_spaces_are_told_apart(typed, value):
    assert number(typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        *("0 125", "0'125", "0_125", "012,345", "1,234 567", "0.125.000", "1{,}234{,}5", "5{,}", "1,23,45", "1{ , }5"),
        *("1010_2", "12_34", "0,125.5", "2,5 3", "3,141 592", "1234,567", "1.234,5,6", "0{,}125{,}5"),
    ],
)
def test_digits_that_no_country_groups_like_this_are_refused(typed):
    refused(typed)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("0{,}125 N", 1), ("2{,}5N", 20), ("1{,}234N", 9872), ("max(2{,}5, 1) N", 20), ("N^{0{,}5}", 2)],
)
def test_a_comma_in_braces_is_the_same_in_a_formula(typed, value):
    assert number(typed, N=8 if "^" not in typed else 4) == value


def test_a_plain_comma_in_a_formula_is_never_a_separator_behind_a_zero():
    refused("0,125 N", ("N",), "symbolic")


@given(st.integers(0, 10**9), st.integers(1, 12))
def test_any_decimal_comma_in_braces_is_a_decimal_comma_or_parts_thousands(digits, decimals):
    shown = f"{digits:0{decimals + 1}d}"
    whole, behind = shown[:-decimals], shown[-decimals:]
    grouped = decimals == 3 and 1 <= len(whole) <= 3 and whole[0] != "0"
    expected = Fraction(digits) if grouped else Fraction(digits, 10**decimals)
    assert number(f"{whole}{{,}}{behind}") == expected


@given(st.integers(1000, 10**15), st.integers(0, 99), st.sampled_from([".", " ", "'", "\u2009", "\u202f", r"\,"]))
def test_any_grouped_number_with_a_decimal_comma_is_read_exactly(value, hundredths, apart):
    text = f"{value:,}".replace(",", apart) + f",{hundredths:02d}"
    assert number(text) == value + Fraction(hundredths, 100)


def indian(value):
    digits = str(value)
    head, tail = digits[:-3], digits[-3:]
    pairs = []
    while head:
        pairs.insert(0, head[-2:])
        head = head[:-2]
    return ",".join([*pairs, tail])


@given(st.integers(10**5, 10**13))
def test_any_number_in_indian_groups_is_read_and_said(value):
    reading = read(indian(value), (), "numeric")
    assert value_at(reading.tree, {}) == value
    assert "every two digits" in reading.notes[0]


@pytest.mark.parametrize("typed", ["1,23,45", "123,45,678", "1,2,345", "0,12,345", "1,23,4567", "11,80,13,952,000"])
def test_other_groups_of_two_are_refused(typed):
    refused(typed)


def test_groups_of_two_are_dimensions_where_dimensions_are_wanted():
    assert verdict("6,14,656", "(6, 14, 656)") == "accept"


# --- decimals that recur -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", [r"\overline{%s}", r"\bar{%s}", r"\overline {%s}", r"{\overline{%s}}"])
@given(
    whole=st.integers(0, 999),
    before=st.text("0123456789", max_size=4),
    period=st.text("0123456789", min_size=1, max_size=9),
)
def test_a_line_over_decimals_gives_the_exact_fraction(line, whole, before, period):
    repeated = 10 ** len(period) - 1
    expected = whole + Fraction(int(before or 0) * repeated + int(period), 10 ** len(before) * repeated)
    for comma in (".", ",", "{,}"):
        assert number(f"{whole}{comma}{before}{line % period}") == expected


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (r"0.\bar 3", Fraction(1, 3)),
        (r"0.1\bar6", Fraction(1, 6)),
        ("0.(3)", Fraction(1, 3)),
        ("0.3\u0305", Fraction(1, 3)),
        (r"0.\dot{1}4285\dot{7}", Fraction(1, 7)),
        (r"33.\overline{3}\%", Fraction(1, 3)),
        (r"0.\overline{9}", 1),
    ],
)
def test_recurring_decimals_in_other_spellings(typed, value):
    assert number(typed) == value


@pytest.mark.parametrize(
    "typed", [r"0.\overline{3}4", r"0.\overline{a}", r"0.\overline{3", "0.1(6)", r"0.\overline{3}e3", r"0.3\overline{}"]
)
def test_what_may_not_recur_is_refused(typed):
    refused(typed)


def test_a_truncated_decimal_is_no_recurring_one():
    assert verdict("0.33", r"1/3") == "reject"
    assert verdict(r"0.\overline{3}", "333/1000") == "reject"


# --- siunitx -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        (r"\num{9408}", 9408),
        (r"\num{1e6}", 10**6),
        (r"\num{1.5e-3}", Fraction(3, 2000)),
        (r"\num{0,125}", Fraction(1, 8)),
        (r"\num{9 408}", 9408),
        (r"\num[group-separator={,}]{9408}", 9408),
        (r"\num{784}^2 = \num{614656}", 614656),
        (r"\SI{4096}{\byte}", 4096),
        (r"\SI{4}{\kibi\byte}", 4096),
        (r"\SI{4}{KiB}", 4096),
        (r"\qty{2.5}{\giga\byte}", 2500000000),
        (r"\qty{4}{\mega\bit\per\second}", 4000000),
        (r"4\,\unit{KiB}", 4096),
        (r"4\,\mathrm{KiB}", 4096),
        (r"4~\si{\kibi\byte}", 4096),
        (r"\SI{9.81}{\metre\per\second\squared}", Fraction(981, 100)),
        (r"\SI{9.81}{m/s^2}", Fraction(981, 100)),
        (r"\SI{25}{\percent}", Fraction(1, 4)),
        (r"\SI{614656}{\text{MACs}}", 614656),
    ],
)
def test_numbers_and_units_of_siunitx_are_read_as_if_typed_plainly(typed, value):
    assert number(typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        *(
            r"\num{5 \pm 1}",
            r"\num{5(1)}",
            r"\num{9,408}",
            r"\num{}",
            r"\num{1e}",
            r"\num{1e401}",
            r"\num{4",
            r"\SI{4}",
        ),
        *(r"\SI{4}{\kibi\kibi\byte}", r"\SI{2}{*3}", r"\SI{2}{^3}", r"\SI{2}{10^3}", r"\SIrange{1}{2}{m}", r"\ang{5}"),
    ],
)
def test_what_is_not_one_number_with_a_unit_is_refused(typed):
    refused(typed)


def test_bytes_are_no_billions_and_a_symbol_is_no_unit():
    assert verdict(r"\SI{4}{\byte}", "4*10**9") == "reject"
    assert verdict(r"\SI{4}{B}", "4*10**9") == "reject"
    refused(r"\SI{4}{N}", ("N",), "symbolic")
    assert verdict(r"\SI{4096}{\byte}", "4096", ("B", "N"), "symbolic") == "accept"


@pytest.mark.parametrize("typed", [r"\num{9408}N", r"\qty{9408N}{\byte}", r"9408N\,\si{\byte}", r"\num{9408}\cdot N"])
def test_numbers_of_siunitx_stand_in_formulas(typed):
    assert verdict(typed, "9408*N", ("N",)) == "accept"


# --- strokes, colours and boxes ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        r"\frac{\cancel{a} b}{\cancel{a} c}",
        r"\frac{\bcancel{a} b}{\xcancel{a} c}",
        r"\frac{\cancelto{1}{a} b}{\cancelto{1}{a} c}",
        r"(\cancel{a} b)/(\cancel{a} c)",
        r"\frac{\cancel{(a+1)} b}{\cancel{(a+1)} c}",
        r"\frac{\cancel{a+1} b}{\cancel{a+1} c}",
        r"\cancel{a} + b/c - \cancel{a}",
    ],
)
def test_what_is_cancelled_above_and_below_makes_no_difference(typed):
    assert verdict(typed, "b/c", ("a", "b", "c")) == "accept"


@pytest.mark.parametrize(
    "typed",
    [
        *(r"\frac{\cancel{a} b}{c}", r"\cancel{a}\cancel{a} b/c", r"\frac{\cancel{a} b}{\cancel{b} c}"),
        *(r"\frac{\cancel{a} b + c}{\cancel{a}}", r"\cancelto{2}{4} b", r"\cancel{b}", r"\not{a} b", r"\sout{a} b"),
        r"\cancel{a} b + \cancel{a} c",
    ],
)
def test_what_is_struck_out_without_cancelling_is_refused(typed):
    refused(typed, ("a", "b", "c"), "symbolic")


@pytest.mark.parametrize(
    "typed",
    [
        *(r"\textcolor{blue}{N^2}", r"{\color{red} N^2}", r"\color{red}{N^2}", r"\colorbox{yellow}{$N^2$}"),
        *(r"\mathcolor{red}{N}^2", r"\hl{N^2}", r"\fbox{$N^2$}", r"\framebox[5cm][c]{$N^2$}", r"N^2 \tag{1}"),
        *(r"N^2 \label{eq:x}", r"N^2 \nonumber", r"N^2\phantom{+M}", r"\displaystyle N^2", r"{\scriptstyle N}^2"),
        *(r"\textcolor[rgb]{1,0,0}{N^2}", r"N^{\textcolor{red}{2}}", r"\fcolorbox{red}{white}{$N^2$}"),
        *(r"\boxed{\textcolor{red}{N^2}}", r"N\textsuperscript{2}", r"\vphantom{\frac{1}{2}}N^2", r"N^2\hspace{1cm}"),
    ],
)
def test_colours_boxes_labels_and_blanks_say_nothing(typed):
    assert verdict(typed, "N**2", ("N", "M")) == "accept"


def test_a_colour_keeps_an_exponent_together_and_no_factor():
    assert verdict(r"2^\textcolor{red}{N+1}", "2**(N+1)", ("N", "M")) == "accept"
    assert verdict(r"\textcolor{red}{N+1}M", "(N+1)*M", ("N", "M")) == "reject"
    assert verdict(r"2^\text{10}", "1024") == "accept"


@pytest.mark.parametrize(
    "typed", [r"\mathchoice{N}{N}{N}{N}", r"\textcolor{red}{N", r"\colorbox{red}{not} N", r"\phantom{N}"]
)
def test_commands_that_say_something_else_or_nothing_are_refused(typed):
    refused(typed, ("N",), "symbolic")


# --- subscripts, captions, relations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        r"$\underbrace{C_\mathrm{out}}_{\text{filters}}\cdot\underbrace{(C_{\text{in}}k^2+1)}_{\text{weights + bias}}$",
        r"C_\mathrm{out}(C_\text{in} k^2 + 1)",
        r"\overbrace{C_\mathrm{out}}^\text{filters}(C_\text{in}k^2+1)",
        r"\underbrace{C_\mathrm{out}}_{C_{\text{out}} \text{ of them}}(C_\text{in}k^2+1)",
        r"\overset{\text{filters}}{C_\mathrm{out}}(C_\text{in}k^2+1)",
        r"\mathrm{C}_\mathrm{out}(\mathrm{C}_\mathrm{in}k^2+1)",
    ],
)
def test_subscripts_in_upright_letters_need_no_braces(typed):
    symbols = ("C_in", "C_out", "k")
    assert verdict(typed, "C_out*(C_in*k**2 + 1)", symbols) == "accept"
    assert verdict(typed, "C_in*(C_out*k**2 + 1)", symbols) == "reject"


RELATIONS = (
    r"\coloneqq \eqqcolon \triangleq \stackrel{!}{=} \overset{\text{def}}{=} \equiv \doteq \simeq \cong "
    r"\overset{(a)}{=} \vcentcolon= \mathrel{\mathop:}= := =: ≜ ≝ ≔ ≕ ≡ ≅ ≙ \stackrel{?}{=} \underset{(1)}{=} \eqsim"
).split()


@pytest.mark.parametrize("relation", RELATIONS)
def test_other_signs_of_equality_are_relations(relation):
    assert verdict(f"P {relation} N^2", "N**2", ("N",)) == "accept"
    assert verdict(f"N \\cdot N {relation} N^2", "N**2", ("N",)) == "accept"


@pytest.mark.parametrize("relation", [":=", r"\triangleq", r"\stackrel{!}{=}", r"\overset{\text{def}}{=}"])
def test_a_chain_by_other_signs_still_has_to_agree(relation):
    assert verdict(f"N^3 {relation} N^2", "N**2", ("N",)) == "invalid"


@pytest.mark.parametrize(
    "typed",
    [
        *(r"N \neq N^2", r"N \overset{!}{\neq} N^2", r"N \overset{\text{not}}{=} N^2", r"N \stackrel{/}{=} N^2"),
        *(r"\overset{2}{N}", r"\overset{n}{\underset{i=1}{\sum}} i", r"N \not= N^2", r"\stackrel{N}{2}"),
    ],
)
def test_what_is_set_over_a_sign_and_changes_it_is_refused(typed):
    refused(typed, ("N", "n"), "symbolic")


# --- letters -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ell", "l"])
@pytest.mark.parametrize("letter", [r"\ell", "ℓ"])
def test_a_script_l_is_the_symbol_that_is_declared(name, letter):
    assert verdict(f"{letter} ^2", f"{name}**2", (name,)) == "accept"
    assert verdict(f"n_{{{letter} }}+{letter} _i", f"n_{name} + {name}_i", (f"n_{name}", f"{name}_i")) == "accept"


def test_where_both_are_declared_a_script_l_is_no_plain_one():
    assert verdict(r"\ell", "ell", ("l", "ell")) == "accept"
    assert verdict(r"\ell", "l", ("l", "ell")) == "reject"
    assert verdict("l", "l", ("l", "ell")) == "accept"
    assert verdict(r"\ell", "L", ("L",)) == "invalid"
    assert verdict(r"\sum_{\ell=1}^{L} \ell", "L*(L+1)/2", ("L",)) == "accept"


@pytest.mark.parametrize(
    ("letter", "variant", "signs"),
    [
        ("epsilon", "varepsilon", "εϵɛ"),
        ("theta", "vartheta", "θϑ"),
        ("phi", "varphi", "φϕ"),
        ("rho", "varrho", "ρϱ"),
        ("sigma", "varsigma", "σς"),
        ("kappa", "varkappa", "κϰ"),
    ],
)
def test_the_forms_of_a_greek_letter_are_one_unless_both_are_declared(letter, variant, signs):
    for spelling in (rf"\{letter} ", rf"\{variant} ", *signs):
        for name in (letter, variant):
            assert verdict(f"{spelling}^2", f"{name}**2", (name,)) == "accept"
            assert verdict(f"M_{{{spelling}}}", f"M_{name}", (f"M_{name}",)) == "accept"
    assert verdict(rf"\{letter}", letter, (letter, variant)) == "accept"
    assert verdict(rf"\{letter}", variant, (letter, variant)) == "reject"
    assert verdict(rf"\{variant}", variant, (letter, variant)) == "accept"


@pytest.mark.parametrize(
    "typed",
    [
        *("Réponse : 2,5", "Résultat = 2,5", "Größe: 2,5", "größe = 2,5", "Übung: 2,5", "Řešení: 2,5", "Ответ: 2,5"),
        *("答え: 2,5", "2,5 éléments", "2.5 naïve MACs", "Re\u0301ponse : 2,5", "Réponse:\n2,5"),
    ],
)
def test_words_may_have_any_letters(typed):
    assert verdict(typed, "5/2") == "accept"


@pytest.mark.parametrize("typed", ["ŷ", "x̂", "ñ", "N^2 é", "ñN", "MNŷ", "N + größe", "größer N^2", "größe(N)"])
def test_a_decorated_symbol_is_no_word_and_no_other_symbol(typed):
    refused(typed, ("M", "N", "x", "y", "n"), "symbolic")


def test_a_letter_of_no_word_is_pointed_at():
    assert refused("N + ŷ", ("N",), "symbolic").column == 4


# --- binomials, products, factorials -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        *("ⁿCₖ", "{}^nC_k", "{}_nC_k", "_nC_k", "^nC_k", "C(n,k)", "C^k_n", "C_n^k", r"\binom nk", r"n \choose k"),
        *(r"{}^n\mathrm{C}_k", "{}^{n}C_{k}", "{}^n\\!C_k", r"\prescript{n}{}{C}_{k}", "nCk", r"\frac{P(n,k)}{k!}"),
        *(
            r"\frac{{}^nP_k}{k!}",
            "nPk/k!",
            "ⁿPₖ/k!",
            "perm(n, k)/k!",
            r"\left(\begin{array}{c} n \\ k \end{array}\right)",
        ),
    ],
)
def test_every_spelling_of_a_binomial_is_one(typed):
    assert verdict(typed, "binomial(n, k)", ("n", "k")) == "accept"
    assert verdict(typed, "binomial(k, n)", ("n", "k")) == "reject"


@given(st.integers(0, 40), st.integers(0, 40))
def test_chosen_and_ordered_numbers_are_exact(n, k):
    for spelling in (f"{{}}^{{{n}}}C_{{{k}}}", f"C({n},{k})", f"{n}C{k}", f"_{{{n}}}C_{{{k}}}"):
        assert number(spelling) == comb(n, k)
    for spelling in (f"{{}}^{{{n}}}P_{{{k}}}", f"P({n},{k})", f"_{{{n}}}P_{{{k}}}", f"nPr({n}, {k})"):
        assert number(spelling) == perm(n, k)


def test_a_power_before_a_symbol_is_no_binomial_and_a_declared_letter_is_a_symbol():
    assert verdict("2^nC_k", "2**n*C_k", ("n", "k", "C_k")) == "accept"
    assert verdict("2^nC_k", "2*binomial(n, k)", ("n", "k")) == "invalid"
    assert verdict("P(n + k)", "P*(n + k)", ("P", "n", "k")) == "accept"
    assert verdict("P(n,k)", "P*n*k", ("P", "n", "k")) == "invalid"
    assert verdict("P(n,k) = n", "n", ("n", "k")) == "accept"


@pytest.mark.parametrize("typed", ["C_n", "P_n^k", "P(n,k,2)", "nC", "C(n)", r"{n \brack k}"])
def test_half_a_binomial_is_refused(typed):
    refused(typed, ("n", "k"), "symbolic")


@pytest.mark.parametrize(
    "typed", ["(k-1)2^{l-1}", "[k-1]2^{l-1}", r"\left(k-1\right)2^{l-1}", r"2^{l}2^{-1}(k-1)", "(k-1)2**(l-1)"]
)
def test_a_power_of_a_number_behind_a_bracket_is_a_factor(typed):
    assert verdict(typed, "(k-1)*2**(l-1)", ("k", "l")) == "accept"


@pytest.mark.parametrize("typed", ["(k+1)2", "(k-1)2l", "k^{2}2", r"\frac{k}{2}2", "k2^l", "(k-1)2!", "(k)2^2 3"])
def test_a_bare_number_behind_a_bracket_is_still_refused(typed):
    refused(typed, ("k", "l"), "symbolic")


@given(st.integers(1, 30))
def test_double_factorials_are_products_of_every_second_number(n):
    assert number("(2n)!!", n=n) == prod(range(2, 2 * n + 1, 2))
    assert number("(2n-1)!!", n=n) == number("(2(n-1)+1)!!", n=n) == prod(range(1, 2 * n, 2))
    assert number(f"{n}!!") == prod(range(n, 0, -2))


def test_a_double_factorial_is_not_a_factorial_of_a_factorial():
    assert verdict("(2n-1)!!", "factorial(factorial(2*n-1))", ("n",)) == "reject"
    assert verdict("(2n-1)!!", "factorial(2*n)/(2**n*factorial(n))", ("n",)) == "accept"
    assert [number(text) for text in ("0!!", "(-1)!!", "7!!", "-7!!")] == [1, 1, 105, -105]


@pytest.mark.parametrize(
    "typed", ["n!!", "(3n)!!", "(n/2)!!", "n!!!", "(2n)!!!", "(2n)! !", "2n!!", "(2n)!!5", "1001!!"]
)
def test_a_double_factorial_of_unknown_parity_is_refused(typed):
    refused(typed, ("n",), "symbolic")


# --- dimensions, places --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["6@28x28", "6@28×28", r"$6@28\times 28$", "6 @ 28 by 28", "6@(28×28)", "C1: 6@28x28", "6 maps @ 28x28"]
)
def test_maps_at_rows_and_columns_are_three_dimensions(typed):
    assert verdict(typed, "(6, 28, 28)", (), "dims") == "accept"
    assert verdict(typed, "(28, 28, 6)", (), "dims") == "reject"


@pytest.mark.parametrize("typed", ["28x28@6", "6@28", "6@28@28", "@28x28", "6@", "6@28*28"])
def test_the_sign_at_parts_nothing_else(typed):
    refused(typed, (), "dims")


def test_the_sign_at_is_nothing_in_a_number():
    refused("6@28x28")


@pytest.mark.parametrize(
    "before",
    [
        *(
            r"\textcolor{blue}{N} + ",
            r"\num{1e6} + ",
            r"\SI{4}{\metre} + ",
            r"\underbrace{N}_{\text{rows}} + ",
            "0{,}5 + ",
        ),
        *(
            r"\frac{\cancel{N}}{\cancel{N}} + ",
            r"\ell + ",
            r"N\phantom{xx} + ",
            "größe = N + ",
            r"P \stackrel{!}{=} N + ",
        ),
    ],
)
def test_what_is_wrong_is_pointed_at_where_it_was_typed(before):
    assert refused(f"{before}Q", ("N", "l"), "symbolic").column == len(before)


PIECES = (
    r"\cancel{ \cancel{n} \textcolor{a}{ \frac{\cancel{n}}{ \num{1} \num{ \SI{4}{\byte} \qty{1} 0{,} 1{,}234 "
    r"{,} 1,23, é ŷ ^nC_k _nC_k {}^nP_k P(n, 0.(3) 0.\dot{1} 0.\overline{3} n!! (2n)!! "
    r"@ 6@2x2 \overset{a}{= \underbrace{n}_ \phantom{ \ell ℓ 1\, ( ) = + "
    r"\stackrel{!}{=} \color{ \tag{ \unit{ 2^l (n+1)2^n"
).split()


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(["numeric", "symbolic", "dims"]))
def test_any_mixture_of_them_is_read_or_refused_at_a_place_inside_it(pieces, kind):
    text = " ".join(pieces)
    try:
        assert read(text, ("n", "k", "l"), kind).read_as
    except ReadError as error:
        assert "\n" not in str(error)
        assert error.column is None or 0 <= error.column <= len(text)


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.sampled_from(["", " ", "\n"]))
def test_what_is_put_plainly_keeps_every_column(pieces, joiner):
    text = joiner.join(pieces)
    try:
        assert len(plainly_set(text, ("n", "k"))) == len(text)
    except ReadError as error:
        assert 0 <= error.column <= len(text)


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("kind", ["numeric", "symbolic", "dims"])
def test_a_flood_of_each_gets_a_verdict(piece, kind):
    assert verdict((piece * 2000)[:2000], "n*k", ("n", "k"), kind) in ("reject", "invalid", "undecided")


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        (r"\begin{vmatrix} a & b \\ c & d \end{vmatrix}", "a*d - b*c"),
        (r"\det(A) = \begin{vmatrix} a & b \\ c & d \end{vmatrix} = ad - bc", "a*d - b*c"),
        (r"\det\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "a*d - b*c"),
        (r"\begin{vmatrix} a & b & 0 \\ c & d & 0 \\ 0 & 0 & a+1 \end{vmatrix}", "(a*d - b*c)*(a + 1)"),
        (r"\begin{vmatrix} a & 1 & 2 \\ 3 & b & 4 \\ 5 & 6 & c \end{vmatrix}", "a*b*c + 20 + 36 - 10*b - 24*a - 3*c"),
    ],
)
def test_a_determinant_is_worked_out(answer, right):
    wanted = reference(right, ["a", "b", "c", "d"])
    assert judge(answer, wanted).verdict == "accept"
    assert judge(answer, reference(right + " + 1", ["a", "b", "c", "d"])).verdict == "reject"


@pytest.mark.parametrize(
    "answer", [r"\begin{vmatrix} a & b \\ c \end{vmatrix}", r"\det\begin{pmatrix} a & b \end{pmatrix}"]
)
def test_a_determinant_of_another_shape_is_refused(answer):
    assert judge(answer, reference("a", ["a", "b", "c"])).verdict == "invalid"
