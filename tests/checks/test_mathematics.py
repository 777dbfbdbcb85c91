import pytest

from grader.model import Approximation, Mistake

CONV = {"symbols": ("N_i", "L_r", "F_r"), "reference": "N_i*F_r*(L_r - F_r + 1)"}
LARGE = (Approximation("N_i*F_r*L_r", 1.0, "for images much larger than filters"),)


@pytest.mark.parametrize(
    "text", ["∝ N^2", "O(N^2)", "3 N^2", "proportional to N squared", "N^2/7", "quadratic in N", r"\Theta(N^2)"]
)
def test_a_proportional_part_leaves_the_constant_factor_open(judge, text):
    verdict = judge("proportional", text, symbols=("N",), reference="N**2")
    assert (verdict.status, verdict.score) == ("correct", 4)


@pytest.mark.parametrize("text", ["∝ N^3", "N", "-N^2", "N^2 + N", "constant", "1/N^2", "N^2 or N", "2^N"])
def test_a_proportional_part_wants_the_right_power_and_sign(judge, text):
    assert judge("proportional", text, symbols=("N",), reference="N**2").score == 0


@pytest.mark.parametrize("text", ["constant", "It does not depend on N.", "independent of N", "O(1)", "7", "1"])
def test_what_does_not_grow_may_be_said_in_words(judge, text):
    assert judge("proportional", text, symbols=("N",), reference="1").status == "correct"
    assert judge("proportional", text, symbols=("N",), reference="N").status == "incorrect"


def test_an_order_with_several_terms_is_told_by_the_one_that_leads(judge):
    assert judge("proportional", "O(N^2 + N)", symbols=("N",), reference="N**2").status == "correct"
    assert judge("proportional", "O(N^2)", symbols=("N",), reference="N**2 + 5*N").status == "correct"
    assert judge("proportional", "O(N^2 + N)", symbols=("N",), reference="N**3").status == "incorrect"


@pytest.mark.parametrize("text", ["O(N^2 + M)", "O(2^N + N^2)", "proportional to N^2 + N"])
def test_an_order_of_which_no_term_is_known_to_lead_is_left_to_a_person(judge, text):
    assert judge("proportional", text, symbols=("N", "M"), reference="N**2").status == "needs_review"


def test_the_base_of_a_logarithm_is_a_constant_factor(judge):
    for text in ("N log N", "O(N log_2 N)", "N ln(N^3)"):
        assert judge("proportional", text, symbols=("N",), reference="N*log(N)").status == "correct"


def test_a_right_formula_earns_all_points_and_shows_how_it_was_read(judge):
    verdict = judge("symbolic", "$N^2 + 2N$ elements", symbols=("N",), reference="N**2 + 2*N")
    assert (verdict.status, verdict.score) == ("correct", 4.0)
    assert verdict.read_as == 'N^2 + 2*N (set aside: "elements")'
    assert verdict.evidence["mathml"].startswith("<math")
    assert verdict.where == "answers.md:7"


def test_a_wrong_formula_has_a_diagnosis_of_the_contract(judge):
    verdict = judge("symbolic", "2N^2", symbols=("N",), reference="N**2")
    assert (verdict.status, verdict.score, verdict.diagnosis) == ("incorrect", 0.0, "factor:2")


def test_what_cannot_be_read_is_invalid_with_its_place(judge):
    verdict = judge("symbolic", "MN/(M+N", symbols=("M", "N"), reference="M*N/(M+N)")
    assert verdict.status == "invalid"
    assert verdict.feedback[0].startswith("answers.md:7 q01.part: cannot read")
    assert "column 4" in verdict.feedback[0]


def test_a_contradictory_chain_is_invalid_and_named(judge):
    verdict = judge("numeric", "784^2 = 614456", reference="614656")
    assert (verdict.status, verdict.diagnosis) == ("invalid", "contradiction")


def test_an_accepted_approximation_earns_its_share_and_is_named_as_one(judge):
    verdict = judge("symbolic", "N_i F_r L_r", approximations=LARGE, **CONV)
    assert (verdict.status, verdict.score) == ("correct", 4.0)
    assert "approximation: for images much larger than filters" in verdict.feedback[0]


def test_an_approximation_of_half_the_points_is_partial(judge):
    half = (Approximation("N_i*F_r*L_r", 0.5, "large images"),)
    verdict = judge("symbolic", "N_i F_r L_r", approximations=half, **CONV)
    assert (verdict.status, verdict.score) == ("partial", 2.0)


def test_a_listed_mistake_speaks_before_the_diagnosis(judge):
    mistakes = (Mistake("N_i*F_r*(L_r - F_r)", "How many positions does a filter of one row have?"),)
    verdict = judge("symbolic", "N_i F_r (L_r - F_r)", mistakes=mistakes, **CONV)
    assert verdict.feedback[0] == "How many positions does a filter of one row have?"
    assert verdict.diagnosis == "off_by_one"


def test_a_self_check_shows_only_the_class_of_a_slip_that_would_give_the_key_away(judge):
    open_message = judge("symbolic", "N^2", symbols=("N",), reference="N**2 + 2*N").feedback[0]
    gentle = judge("symbolic", "N^2", symbols=("N",), reference="N**2 + 2*N", self_check=True).feedback[0]
    assert open_message != gentle
    assert "2" not in gentle


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("614656", "correct"),
        ("6.15e5", "correct"),
        ("614,656 MACs", "correct"),
        ("614655", "incorrect"),
        ("6.1e5", "incorrect"),
    ],
)
def test_numbers_are_exact_or_correctly_rounded_to_three_digits(judge, text, status):
    assert judge("numeric", text, reference="614656").status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("1024", "correct"),
        ("1024×1×1", "correct"),
        ("(1024, 1)", "correct"),
        ("1×1024", "incorrect"),
        ("1024×2", "incorrect"),
    ],
)
def test_trailing_dimensions_of_one_may_be_written_or_left_out(judge, text, status):
    assert judge("dims", text, reference="(1024,)", trailing_ones=True).status == status


def test_even_symbols_make_a_floor_and_a_half_the_same(judge):
    verdict = judge("dims", "N_o × L_r // 2", symbols=("N_o", "L_r"), even=("L_r",), reference="(N_o, L_r/2)")
    assert verdict.status == "correct"
