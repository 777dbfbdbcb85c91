import pytest

from grader.errors import AssignmentError
from grader.model import Status
from grader.reports import words


@pytest.fixture
def own(tmp_path):
    (tmp_path / "report").mkdir()
    return tmp_path / "report" / "words.toml"


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_a_word_a_sign_of_its_own_and_a_note(status):
    say = words.load()
    signs = {say(f"status.{other}.sign") for other in Status}
    assert len(signs) == len(Status)
    assert say(f"status.{status}.word")
    assert say(f"status.{status}.note").endswith(".")


def test_points_are_counted_in_words():
    say = words.load()
    assert [say.points(n) for n in (0, 1, 1.5, 2)] == ["0 points", "1 point", "1.5 points", "2 points"]


@pytest.mark.parametrize(
    ("value", "text"), [(4.0, "4"), (1.5, "1.5"), (1 / 3, "0.33"), (0.0, "0"), (-0.001, "0"), (100.0, "100")]
)
def test_numbers_have_two_decimals_at_most(value, text):
    assert words.number(value) == text


@pytest.mark.parametrize(
    ("score", "required", "bonus", "text"),
    [(3, 4, 0, "3 / 4"), (5, 4, 2, "5 / 4 (+2)"), (1, 0, 2, "+1 / +2"), (0, 0, 0, "0 / 0")],
)
def test_points_of_a_question_name_the_bonus_apart(score, required, bonus, text):
    assert words.of_points(score, required, bonus) == text


def test_an_instructor_changes_single_words(own):
    own.write_text('[status.correct]\nword = "richtig"\n', encoding="utf-8")
    say = words.load(own.parents[1])
    assert say("status.correct.word") == "richtig"
    assert say("status.correct.sign") == "✓"
    assert say("status.missing.word") == "left out"


def test_a_file_that_is_no_toml_is_named(own):
    own.write_text("word = ", encoding="utf-8")
    with pytest.raises(AssignmentError, match=r"words\.toml: not readable as TOML"):
        words.load(own.parents[1])


def test_a_name_in_braces_that_nothing_fills_is_named_with_its_key(own):
    own.write_text('[summary]\nscore = "{points} of {max}"\n', encoding="utf-8")
    with pytest.raises(AssignmentError, match=r"summary\.score"):
        words.load(own.parents[1])("summary.score", score="1", max="2")


def test_braces_that_a_student_wrote_are_not_filled_in():
    assert (
        words.load()("summary.title", assignment="A", student="{assignment.__class__}") == "A · {assignment.__class__}"
    )
