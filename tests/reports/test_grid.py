from dataclasses import replace

from grader.model import Status, Verdict
from grader.reports import grid


def test_cells_stand_where_the_author_put_rows_and_columns(report, assignment):
    table = grid.of(report.verdicts[2], assignment.parts[2])
    assert table.columns == ("$N$", "MACs", "memory")
    assert [row.title for row in table.rows] == ["MNIST", "CIFAR", "Quasi HD"]
    assert [cell.part.split(".", 2)[2] for row in table.rows for cell in row.cells if cell] == [
        f"{row}.{column}" for row in ("mnist", "cifar", "hd") for column in ("n", "macs", "memory")
    ]


def test_a_cell_that_no_verdict_tells_of_is_empty(report, assignment):
    verdict = replace(report.verdicts[2], cells=report.verdicts[2].cells[1:])
    assert grid.of(verdict, assignment.parts[2]).rows[0].cells[0] is None


def test_without_the_part_the_ids_are_titles(report):
    table = grid.of(report.verdicts[2], None)
    assert table.columns == ("n", "macs", "memory")
    assert grid.title(report.verdicts[2].cells[1], None) == "mnist · macs"


def test_a_row_that_the_part_does_not_know_is_kept(assignment):
    cell = Verdict("q04.table.new.macs", "numeric", Status.CORRECT, 1.0, 1.0)
    table = grid.of(Verdict("q04.table", "table", Status.CORRECT, 1.0, 1.0, cells=(cell,)), assignment.parts[2])
    assert [row.title for row in table.rows] == ["new"]
    assert table.columns == ("MACs",)
