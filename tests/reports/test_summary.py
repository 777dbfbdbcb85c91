from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.model import Part, Report, Status, Verdict
from grader.reports import summary


def _verdict(name: str, status: Status, score: float = 0.0, most: float = 2.0, **more: object) -> Verdict:
    return Verdict(name, "symbolic", status, score, most, **more)  # type: ignore[arg-type]


def _steps(report: Report, assignment, count: int = 3) -> list[str]:
    return [entry.verdict.part for entry in summary.next_steps(report, assignment, count)]


def test_what_cannot_be_read_comes_first_then_the_most_points_then_what_is_left_out(report, assignment):
    assert _steps(report, assignment, 9) == ["q06.longer", "q17.train", "q04.table", "q03.intensity", "q03.proof"]


def test_only_three_things_are_named(report, assignment):
    assert _steps(report, assignment) == ["q06.longer", "q17.train", "q04.table"]


def test_what_waits_for_others_is_no_next_step(report, assignment):
    waiting = replace(report, verdicts=tuple(replace(v, status=Status.NEEDS_REVIEW, cells=()) for v in report.verdicts))
    assert _steps(waiting, assignment) == []


def test_a_part_without_points_is_no_next_step(report, assignment):
    assert _steps(replace(report, verdicts=(_verdict("q17.graph", Status.MISSING, most=0.0),)), assignment) == []


def test_a_table_waiting_in_one_cell_is_open_in_the_others(report, assignment):
    table = next(entry for s in summary.sections(report, assignment) for entry in s.entries if entry.verdict.cells)
    assert table.open
    assert table.lost == 4.5  # 0.5 of a followed cell, one wrong, one unreadable, two left out
    assert table.remark == "`784^2 = 614456`: one digit differs."


def test_sections_follow_the_assignment_and_unknown_parts_come_last(report, assignment):
    shuffled = replace(report, verdicts=(_verdict("q99.new", Status.CORRECT), *reversed(report.verdicts)))
    found = summary.sections(shuffled, assignment)
    assert [s.number for s in found] == ["3", "4", "5", "6", "7", "10", "17", ""]
    assert [e.verdict.part for e in found[0].entries] == ["q03.intensity", "q03.proof"]
    assert [e.verdict.part for e in found[-1].entries] == ["q99.new"]
    assert found[-1].entries[0].part is None


def test_every_verdict_is_in_one_section(report, assignment):
    listed = [entry.verdict for section in summary.sections(report, assignment) for entry in section.entries]
    assert sorted(v.part for v in listed) == sorted(v.part for v in report.verdicts)


def test_a_question_keeps_bonus_apart_from_required_points(report, assignment):
    section = summary.sections(report, assignment)[0]
    assert (section.score, section.required, section.bonus) == (0.0, 4.0, 2.0)


def test_an_optional_part_left_out_does_not_change_the_status_of_its_question(report, assignment):
    verdicts = (_verdict("q03.intensity", Status.CORRECT, 2.0), _verdict("q03.proof", Status.MISSING, optional=True))
    section = summary.sections(replace(report, verdicts=verdicts), assignment)[0]
    assert section.status is Status.CORRECT


@pytest.mark.parametrize(
    ("statuses", "together"),
    [
        ([Status.CORRECT, Status.CORRECT], Status.CORRECT),
        ([Status.MISSING, Status.MISSING], Status.MISSING),
        ([Status.CORRECT, Status.ERROR, Status.NEEDS_REVIEW], Status.ERROR),
        ([Status.CORRECT, Status.NEEDS_REVIEW], Status.NEEDS_REVIEW),
        ([Status.CORRECT, Status.NOT_RUN], Status.NOT_RUN),
        ([Status.CORRECT, Status.MISSING], Status.PARTIAL),
        ([Status.INCORRECT, Status.MISSING], Status.INCORRECT),
    ],
)
def test_statuses_together_follow_the_contract(statuses, together):
    verdicts = [_verdict("q", s, 2.0 if s is Status.CORRECT else 0.0) for s in statuses]
    assert summary.joined_status(verdicts) is together


@given(st.floats(0, 200), st.floats(0, 200), st.floats(1, 100))
def test_the_shares_of_the_bar_add_up_to_one(score, pending, most):
    shares = summary.shares(Report("hw01", "s", score, pending, 0.0, most, "1", "k", ()))
    assert sum(shares) == pytest.approx(1.0)
    assert all(0.0 <= share <= 1.0 for share in shares)


def test_an_assignment_without_required_points_has_an_empty_bar():
    assert summary.shares(Report("hw01", "s", 0.0, 0.0, 0.0, 0.0, "1", "k", ())) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(("level", "shown"), [(0, []), (1, [1]), (2, [1, 2]), (9, [1, 2])])
def test_hints_are_shown_up_to_their_level(report, assignment, level, shown):
    entry = summary.sections(report, assignment)[0].entries[0]
    assert [hint.level for hint in summary.shown_hints(entry, level)] == shown


def test_a_correct_part_needs_no_hint(assignment):
    part: Part = assignment.parts[0]
    assert summary.shown_hints(summary.Entry(_verdict(part.id, Status.CORRECT, 2.0), part), 3) == ()
