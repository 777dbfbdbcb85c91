"""The training in a few rows: the same in the terminal and in Markdown, and what stands there is in the evidence."""

from dataclasses import replace

import pytest

from grader.reports import html, markdown, progress, run, text, words
from grader.reports.terminal import columns


def of(curve, **more):
    return run.of({"mean_accuracy": 90.0, "curve": curve, **more})


@pytest.fixture
def curve():
    return [{"step": 10 * n, "loss": 2.5 / (n + 1), "accuracy": 10.0 + n} for n in range(81)]


def test_first_and_last_point_are_among_the_rows_and_the_others_lie_evenly_between(curve):
    assert progress.rows(of(curve), 5) == (
        ("0", "2.500", "10 %"),
        ("200", "0.119", "30 %"),
        ("400", "0.061", "50 %"),
        ("600", "0.041", "70 %"),
        ("800", "0.031", "90 %"),
    )


def test_a_few_points_are_all_shown(curve):
    assert [step for step, _, _ in progress.rows(of(curve[:3]))] == ["0", "10", "20"]


def test_what_is_not_known_at_a_step_is_a_dash(curve):
    assert progress.rows(of([{**curve[0], "accuracy": None}, *curve[1:3]]))[0] == ("0", "2.500", "–")
    without = [{"step": n, "loss": 1.0} for n in range(3)]
    assert {accuracy for _, _, accuracy in progress.rows(of(without))} == {"–"}


def test_without_a_curve_there_are_no_rows():
    assert progress.rows(of([])) == progress.rows(None) == ()
    assert progress.fitted(of([]), words.load(), 80) == []


def test_narrower_terminals_get_fewer_points_and_never_a_longer_line(curve):
    found = of(curve)
    points = [len(progress.fitted(found, words.load(), width)[0].split()) - 1 for width in (30, 40, 50, 80)]
    assert points == sorted(points) and points[0] >= 2 and points[-1] == progress.ROWS
    assert all(columns(line) <= 30 for line in progress.fitted(found, words.load(), 30))
    assert progress.fitted(found, words.load(), 12) == []


@pytest.mark.parametrize("huge", [1e12, 1e300, -1e300])
def test_numbers_beyond_reason_stay_short(huge):
    found = of([{"step": 0, "loss": 1.0}, {"step": huge, "loss": huge}])
    assert max(len(cell) for row in progress.rows(found) for cell in row) <= 7


def test_terminal_and_markdown_say_the_same_of_the_training(report, assignment):
    found = run.of(report.verdicts[-1].evidence)
    shown, marked = text.write(report, assignment), markdown.write(report, assignment)
    rows = progress.rows(found)
    for column, name in enumerate(("step", "loss", "accuracy")):
        lines = [line for line in shown.splitlines() if line.split()[:1] == [name]]
        assert ["".join(line.split()) for line in lines] == [
            name + "".join(row[column] for row in rows).replace(" ", "")
        ]
    for row in rows:
        assert f"| {' | '.join(row)} |" in marked
    assert "How the training went, on each step's own batch:" in shown and "each step's own batch:" in marked


def test_why_there_is_no_accuracy_is_said_in_every_report(report, assignment):
    *others, training = report.verdicts
    curve = [{"step": n, "loss": 1.0 / (n + 1)} for n in range(9)]
    evidence = {**training.evidence, "curve": curve, "curve_note": "not told: <b>no</b> classes"}
    without = replace(report, verdicts=(*others, replace(training, evidence=evidence)))
    page = html.write(without, assignment)
    assert "not told: &lt;b&gt;no&lt;/b&gt; classes" in page
    assert "Loss against training step" in page and "Accuracy in %" not in page
    assert "- not told: <b>no</b> classes" in text.write(without, assignment)
    assert r"- not told: \<b\>no\</b\> classes" in markdown.write(without, assignment)
