import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from grader.exports import EXPORTS
from grader.exports.text import inert, number
from grader.gradebook import Entry
from grader.results import to_json

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")


def rows(entries):
    content = EXPORTS["csv"].write(entries, None).content
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def test_the_total_of_each_row_is_the_one_of_results_json(entries: tuple[Entry, ...]):
    by_name = {row["submission"].lstrip("'"): row for row in rows(entries)}
    graded = [entry for entry in entries if entry.report]
    assert len(graded) == 2
    for entry in graded:
        document = to_json(entry.report)
        row = by_name[entry.name]
        assert float(row["score"]) == document["score"]
        assert float(row["pending"]) == document["pending"]
        parts = [float(row[part["id"]] or 0) for part in document["parts"]]
        assert round(sum(parts), 4) == document["score"]
        assert [row[f"{part['id']} status"] for part in document["parts"]] == [p["status"] for p in document["parts"]]


def test_what_waits_for_a_person_is_an_empty_cell_and_no_zero(entries: tuple[Entry, ...]):
    row = next(row for row in rows(entries) if row["student"] == "s1")
    assert (row["q05.why"], row["q05.why status"]) == ("", "needs_review")
    assert (row["q17.train"], row["q17.train status"]) == ("", "error")
    assert (row["q09.macs"], row["q09.macs status"]) == ("0", "missing")


def test_every_submission_and_every_student_of_the_roster_has_a_row(entries: tuple[Entry, ...]):
    states = {row["student"]: row["state"] for row in rows(entries)}
    assert states == {"'=s4": "graded", "s1": "graded", "s2": "unreadable", "s3": "error", "s5": "not_submitted"}


def test_no_cell_begins_with_what_a_spreadsheet_would_run(entries: tuple[Entry, ...]):
    for row in rows(entries):
        assert not any(cell.startswith(RUN_BY_SPREADSHEETS) for cell in row.values())


def test_every_cell_is_quoted(entries: tuple[Entry, ...]):
    first = EXPORTS["csv"].write(entries, None).content.split(b"\r\n")[0]
    assert first.startswith(b'"student","submission"')


@given(st.text())
def test_a_cell_made_inert_is_never_run_and_still_readable(cell: str):
    shown = inert(cell)
    assert not shown.lstrip(" ").startswith(RUN_BY_SPREADSHEETS)
    assert shown.removeprefix("'") == cell.replace("\0", "") or shown == cell.replace("\0", "")


@given(st.integers(0, 10_000_000))
def test_points_are_written_without_loss_to_four_decimals(ten_thousandths: int):
    assert round(float(number(ten_thousandths / 10_000)) * 10_000) == ten_thousandths
