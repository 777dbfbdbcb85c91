from pathlib import Path

import pytest

from grader import checks, grading
from grader.catalog import load
from grader.grading import grade, totals
from grader.model import Answer, Policy, Status, Submission, Verdict, Where

POLICY = Policy(run_code=False, train=False)


@pytest.fixture(scope="module")
def hw01():
    return load("hw01")


def submission(**answers):
    given = {name: Answer(name, text, Where("answers.md", 3)) for name, text in answers.items()}
    return Submission("hw01", "s1", Path(), given)


def verdict(status, score=0.0, most=1.0, optional=False, cells=()):
    return Verdict("p", "numeric", Status(status), score, most, optional=optional, cells=cells)


def test_every_part_gets_one_verdict_in_the_order_of_the_questions(hw01):
    report = grade(hw01, submission(), POLICY)
    assert [item.part for item in report.verdicts] == [part.id for part in hw01.parts]


def test_an_empty_submission_scores_zero_with_every_part_missing(hw01):
    report = grade(hw01, submission(), POLICY)
    assert report.score == 0
    assert report.pending == 0
    assert {item.status for item in report.verdicts} == {Status.MISSING}


def test_a_fault_of_a_check_is_an_error_for_its_part_alone_and_costs_nothing(hw01, monkeypatch):
    def broken(part, answer, context):
        raise ZeroDivisionError

    monkeypatch.setitem(checks.CHECKS, "symbolic", broken)
    report = grade(hw01, submission(**{"q03.intensity": "MNK", "q06.longer": "no"}), POLICY)
    by_id = {item.part: item for item in report.verdicts}
    assert by_id["q03.intensity"].status == "error"
    assert by_id["q06.longer"].status == "correct"
    assert report.pending == 4.0
    assert "ZeroDivisionError" not in " ".join(by_id["q03.intensity"].feedback)


def test_an_answer_that_cannot_be_judged_is_invalid_with_the_readers_line(hw01):
    answer = Answer(
        "q03.intensity", "MNK", Where("answers.md", 9), problem="answers.md:9 q03.intensity is answered twice"
    )
    report = grade(hw01, Submission("hw01", "s1", Path(), {"q03.intensity": answer}), POLICY)
    found = next(item for item in report.verdicts if item.part == "q03.intensity")
    assert (found.status, found.feedback) == ("invalid", ("answers.md:9 q03.intensity is answered twice",))


def test_bonus_makes_up_for_lost_points_but_does_not_lift_the_score_over_the_most(hw01):
    verdicts = (verdict("correct", 99.0, 100.0), verdict("correct", 5.0, 5.0, optional=True))
    assert totals(hw01, submission(), verdicts).score == 100.0


def test_what_waits_is_pending_and_never_counted_as_lost(hw01):
    verdicts = (
        verdict("needs_review", 0, 3),
        verdict("not_run", 0, 4),
        verdict("error", 0, 5),
        verdict("needs_review", 0, 2, optional=True),
    )
    report = totals(hw01, submission(), verdicts)
    assert (report.score, report.pending, report.pending_bonus) == (0, 12.0, 2.0)


def test_of_a_table_only_the_undecided_cells_wait(hw01):
    cells = (verdict("correct", 1.0), verdict("needs_review"))
    table = verdict("needs_review", 1.0, 2.0, cells=cells)
    report = totals(hw01, submission(), (table,))
    assert (report.score, report.pending) == (1.0, 1.0)


def test_the_report_names_the_key_it_was_graded_with(hw01):
    report = grade(hw01, submission(), POLICY)
    assert report.key_sha256 == hw01.key_sha256
    assert len(report.key_sha256) == 64
    assert report.grader_version == grading.__version__
