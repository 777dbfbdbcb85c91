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


@pytest.mark.parametrize(
    "text",
    [
        "Answer: no",
        "**Answer:** no",
        "**Answer: no.**",
        "The answer is no.",
        "A: no",
        "ans = no",
        "<b>no</b>",
        "<strong>no</strong><br>",
        "&nbsp;no",
        r"$\text{no}$",
        r"$\boxed{\mathrm{No}}$, the size is fixed",
        "Answer: no, because yes would need other weights",
    ],
)
def test_an_option_is_found_in_its_wrappings(judge, text):
    assert judge("choice", text, choices=YES_NO, reference="no").status == "correct"


@pytest.mark.parametrize(
    "text",
    [
        "not no",
        "Answer: not no",
        "Answer: yes and no",
        "Answer: yes\nAnswer: no",
        "A: no\nA: yes",
        "no.\n\n**Answer:** yes",
        "answer: maybe no",
        "<del>yes</del> no",
        "~~yes~~ no",
        r"\text{yes or no}",
        r"$\lnot \text{no}$",
        "Answer:",
        "wrong answer: no",
    ],
)
def test_wrappings_hide_no_second_option_and_no_not(judge, text):
    assert judge("choice", text, choices=YES_NO, reference="no").status == "invalid"


def test_an_option_called_a_is_not_taken_for_the_word_answer(judge):
    letters = (Choice("a"), Choice("b"))
    assert judge("choice", "A: the first line", choices=letters, reference="a").status == "correct"
    assert judge("choice", "A: b", choices=letters, reference="b").status == "invalid"


@pytest.mark.parametrize(
    ("text", "option"),
    [
        (r"$\propto N_i N_o$", "proportional"),
        (r"$\propto \left(N_i \cdot N_o\right)$", "proportional"),
        (r"$\propto N_i$", "square_root"),
        (r"$\sqrt{}$", "square_root"),
        (r"\textbf{constant}", "independent"),
        ("∝", "proportional"),
        ("∝, as each pixel counts once", "proportional"),
    ],
)
def test_a_sign_or_word_in_latex_is_the_sign_or_word(judge, text, option):
    scales = (Choice("proportional", ("∝", "linear", "∝ N_i N_o")), *SCALES[1:])
    assert judge("choice", text, choices=scales, reference=option).status == "correct"


@pytest.mark.parametrize("text", ["∝ (N_i N_o)^2", r"$\propto \sqrt[3]{N_i N_o}$", "∝ N_i^2", r"$\not\propto$"])
def test_a_sign_with_something_else_behind_it_is_not_the_sign_alone(judge, text):
    scales = (Choice("proportional", ("∝", "∝ N_i N_o")), *SCALES[1:])
    assert judge("choice", text, choices=scales, reference="proportional").status == "invalid"


@pytest.mark.parametrize(
    "text",
    [
        *("[ ] yes [x] no", "( ) yes\n(x) no", "yes: [ ], no: [x]", "[ ] yes", "☐ yes", "yes | no", "yes → no"),
        *("yes -> no", "yes => no", "yes ❌ no ✅", "yes ☒ no"),
    ],
)
def test_boxes_and_marks_between_two_options_do_not_choose_the_first(judge, text):
    assert judge("choice", text, choices=YES_NO, reference="no").status == "invalid"


@pytest.mark.parametrize("text", ["no, fc() wants 1024", "No ❌", "no → the size is fixed", "No [1]"])
def test_brackets_and_marks_in_a_reason_are_no_boxes(judge, text):
    assert judge("choice", text, choices=YES_NO, reference="no").status == "correct"
