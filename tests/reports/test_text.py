import re
import subprocess
import sys
from dataclasses import replace

import pytest

from grader.model import Report, Status
from grader.reports.terminal import columns
from grader.reports.text import write
from grader.reports.visible import visible

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_every_part_has_a_line_with_sign_word_and_points(report, assignment):
    lines = write(report, assignment).splitlines()
    assert "  ✗ q03.intensity            not correct yet                               0 / 4" in lines
    assert "  – q03.proof                left out                                0 / 2 bonus" in lines
    assert "  ✓ q10.row_padding          correct                                       3 / 3" in lines
    for verdict in report.verdicts:
        assert sum(line.split()[1:2] == [verdict.part] for line in lines if line.startswith("  ")) >= 1


def test_the_score_and_what_waits_are_said(report, assignment):
    text = write(report, assignment)
    assert "31.5 of 45 points" in text
    assert "9 points not decided yet; they are not counted as lost." in text
    assert "4 points of bonus not decided yet." in text


def test_it_ends_with_what_to_do_next(report, assignment):
    assert write(report, assignment, command="grader check answers.md").endswith(
        "\nLook at next\n"
        "  1. q06.longer (answers.md:36): `maybe` is none of yes, no: write one of them.\n"
        "  2. q17.train (mnist.py): 98.08 % right, on drawn digits: 12 of 20 points\n"
        "  3. q04.table (answers.md:18): `784^2 = 614456`: one digit differs.\n"
        "Then run: grader check answers.md\n"
    )


def test_with_nothing_open_it_says_so(report, assignment):
    done = tuple(replace(v, status=Status.CORRECT, score=v.max_score, cells=()) for v in report.verdicts)
    text = write(replace(report, verdicts=done, pending=0.0, pending_bonus=0.0, score=45.0), assignment)
    assert text.endswith("Nothing is open. Well done.\n")


def test_with_only_waiting_parts_nothing_is_left_to_do(report, assignment):
    waiting = tuple(replace(v, status=Status.NEEDS_REVIEW, cells=()) for v in report.verdicts)
    assert "the rest waits for a decision" in write(replace(report, verdicts=waiting), assignment)


def test_a_table_is_shown_as_a_table(report, assignment):
    text = write(report, assignment)
    assert "      MNIST     ✓ 784   ✗ 614456   ~ 616,024\n" in text
    assert "- MNIST · MACs (answers.md:20): `784^2 = 614456`: one digit differs.\n" in text


def test_a_table_too_wide_is_shown_as_a_list(report, assignment):
    text = write(report, assignment, width=44)
    assert "✗ MNIST · MACs (answers.md:20): 614456" in text


def test_formulas_of_the_author_are_plain(report, assignment):
    text = write(report, assignment)
    assert "- Is a multiply-add, a · b + c, one MAC or two?" in text
    assert "hint 1: Count the MACs first: each of the MN outputs takes how many?" in text


def test_formulas_of_the_student_stay_as_typed(report, assignment):
    assert "answer   $\\frac{2MNK}{MN + MK + NK}$" in write(report, assignment)


def test_hints_come_by_level(report, assignment):
    assert "hint" not in write(report, assignment, hints=0)
    assert "hint 2: Each matrix is moved once." not in write(report, assignment, hints=1)
    assert "hint 2: Each matrix is moved once." in write(report, assignment, hints=2)


def test_colour_adds_nothing_but_styles(report, assignment):
    plain, coloured = write(report, assignment), write(report, assignment, colour=True)
    assert "\x1b[31" in coloured
    assert ANSI.sub("", coloured) == plain
    assert "\x1b" not in plain


@pytest.mark.parametrize("width", [40, 60, 80, 132])
def test_no_line_is_wider_than_the_terminal(report, assignment, width):
    assert max(map(columns, write(report, assignment, width=width).splitlines())) <= width


@pytest.mark.parametrize("width", [40, 80])
def test_hostile_text_neither_widens_the_report_nor_reaches_the_terminal(assignment, hostile, hostile_text, width):
    text = write(hostile(hostile_text), assignment, width=width)
    assert max(map(columns, text.splitlines())) <= width
    assert visible(text) == text
    text.encode("utf-8")


def test_a_forged_workflow_command_never_starts_a_line(assignment, hostile):
    text = write(hostile("a\n::error::forged"), assignment)
    assert not [line for line in text.splitlines() if line.startswith("::")]


def test_own_words_of_an_instructor_are_used(report, assignment, tmp_path):
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "words.toml").write_text('[summary]\nnext = "Als Nächstes"\n', encoding="utf-8")
    assert "Als Nächstes\n" in write(report, assignment, templates=tmp_path)


def test_a_report_without_verdicts_is_a_report(assignment):
    empty = Report("hw01", "s042", 0.0, 0.0, 0.0, 45.0, "1.0.0", "k", ())
    assert "0 of 45 points" in write(empty, assignment)


def test_no_template_engine_is_loaded_for_it():
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, grader.reports; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "grader.reports.text" in loaded
    assert not {"jinja2", "markupsafe", "markdown_it", "latex2mathml", "sympy", "torch", "numpy"} & set(loaded)
