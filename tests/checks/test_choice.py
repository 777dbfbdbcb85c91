import pytest

from grader.model import Choice, Mistake

YES_NO = (Choice("yes", ("y", "true", "it can")), Choice("no", ("n", "false", "it cannot")))
SCALES = (
    Choice("proportional", ("linear", "∝ N_i N_o")),
    Choice("independent", ("constant",)),
    Choice("square_root", ("sqrt", "∝ N_i or N_o", "∝ N_i")),
)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "No.",
        "**NO**",
        "n",
        "false",
        "no, the weights fix the size",
        "No - it is fixed",
        "no because there is no such weight",
        "It cannot",
        "no there is no such weight",
        "No, A_i depends on the input.",
        "no, the layer has one matrix for both",
    ],
)
def test_the_right_option_is_found_in_every_spelling(judge, text):
    assert judge("choice", text, choices=YES_NO, reference="no").status == "correct"


@pytest.mark.parametrize("text", ["yes", "Yes, it can", "true", "y"])
def test_the_wrong_option_is_incorrect(judge, text):
    verdict = judge("choice", text, choices=YES_NO, reference="no")
    assert (verdict.status, verdict.score) == ("incorrect", 0.0)


@pytest.mark.parametrize(
    "text",
    [
        "yes or no",
        "no / yes",
        "maybe",
        "it depends",
        "yes and no",
        "perhaps not",
        "42",
        "no, but yes",
        "both",
        "no, it depends",
        "yes, maybe",
    ],
)
def test_two_options_a_hedge_or_none_cannot_be_read(judge, text):
    assert judge("choice", text, choices=YES_NO, reference="no").status == "invalid"


@pytest.mark.parametrize("text", ["sqrt", "square root", "Square_root", "∝ N_i", "∝ N_i or N_o"])
def test_an_alias_with_an_or_inside_is_one_option(judge, text):
    assert judge("choice", text, choices=SCALES, reference="square_root").status == "correct"


def test_a_listed_mistake_has_its_own_feedback(judge):
    mistakes = (Mistake("independent", "Does the image not grow?"),)
    verdict = judge("choice", "constant", choices=SCALES, reference="proportional", mistakes=mistakes)
    assert verdict.feedback == ("Does the image not grow?",)
