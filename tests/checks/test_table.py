import pytest

from grader.checks.table import table_status
from grader.model import FollowThrough, Heading, Part, Status, Verdict


def cell(name, reference, **fields):
    return Part(
        id=f"q04.table.{name}", kind="numeric", points=1.0, statement="", where="test", reference=reference, **fields
    )


FOLLOW = FollowThrough("N**2", {"N": "q04.table.cifar.n"}, 0.75, given=(3, 32))
TABLE = {
    "id": "q04.table",
    "points": 2.0,
    "rows": (Heading("cifar", "CIFAR"),),
    "columns": (Heading("n", "N"), Heading("macs", "MACs")),
    "cells": (cell("cifar.n", "3072"), cell("cifar.macs", "9437184", follow=FOLLOW)),
}


def test_all_cells_right_earn_the_part_and_their_scores_add_up(judge):
    verdict = judge("table", given={"cifar.n": "3072", "cifar.macs": "3072^2"}, **TABLE)
    assert (verdict.status, verdict.score) == ("correct", 2.0)
    assert sum(part.score for part in verdict.cells) == verdict.score


def test_a_cell_that_follows_from_ones_own_earlier_value_earns_its_method_marks(judge):
    verdict = judge("table", given={"cifar.n": "1023", "cifar.macs": "1046529"}, **TABLE)
    followed = verdict.cells[1]
    assert (followed.status, followed.score, followed.diagnosis) == ("partial", 0.75, "follow_through")
    assert (verdict.status, verdict.score) == ("partial", 0.75)


@pytest.mark.parametrize("n", ["1", "0", "32", "3", "-5", "2.5", "abc"])
def test_an_implausible_earlier_value_is_not_followed(judge, n):
    value = {"1": "1", "0": "0", "32": "1024", "3": "9", "-5": "25", "2.5": "6.25", "abc": "7"}[n]
    verdict = judge("table", given={"cifar.n": n, "cifar.macs": value}, **TABLE)
    assert verdict.cells[1].score == 0


def test_a_cell_left_out_is_missing_and_costs_only_itself(judge):
    verdict = judge("table", given={"cifar.n": "3072"}, **TABLE)
    assert [part.status for part in verdict.cells] == ["correct", "missing"]
    assert (verdict.status, verdict.score) == ("partial", 1.0)


def test_a_right_cell_after_a_wrong_earlier_one_keeps_its_full_marks(judge):
    verdict = judge("table", given={"cifar.n": "1023", "cifar.macs": "9437184"}, **TABLE)
    assert verdict.cells[1].score == 1.0


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["error", "needs_review", "correct"], "error"),
        (["needs_review", "incorrect"], "needs_review"),
        (["correct", "correct"], "correct"),
        (["missing", "missing"], "missing"),
        (["missing", "incorrect"], "incorrect"),
        (["invalid", "missing"], "incorrect"),
        (["correct", "missing"], "partial"),
        (["partial", "incorrect"], "partial"),
    ],
)
def test_a_tables_status_follows_from_its_cells(statuses, expected):
    score = {"correct": 1.0, "partial": 0.5}
    cells = tuple(Verdict("t", "numeric", Status(status), score.get(status, 0.0), 1.0) for status in statuses)
    assert table_status(cells) == expected
