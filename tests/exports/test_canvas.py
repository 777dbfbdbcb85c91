from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.exports import EXPORTS
from grader.exports.export import Sheet
from grader.exports.spreadsheet import read
from grader.gradebook import Entry, State

GRADEBOOK = (
    "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,hw01: layers (4711),Quiz (4712),Current Score\r\n"
    "    Points Possible,,,,,22.0,10,(read only)\r\n"
    '"One, Student",901,u1,S1,"A, B",,7.50,\r\n'
    "Two Student,902,u2,s2,A,3,8,\r\n"
    '"Three ""III"" Student",903,u3,s3,A,,,\r\n'
).encode()


def sheet(content: bytes = GRADEBOOK, column: str | None = None) -> Sheet:
    return Sheet(Path("canvas.csv"), content, column)


def test_one_column_is_filled_and_every_other_byte_stays(entries: tuple[Entry, ...]):
    document = EXPORTS["canvas"].write(entries, sheet())
    assert document.content == GRADEBOOK.replace(b'"A, B",,7.50', b'"A, B",6.1667,7.50')


def test_the_filled_column_adds_up_to_results_json(entries: tuple[Entry, ...]):
    book = read(EXPORTS["canvas"].write(entries, sheet()).content, "canvas.csv")
    filled = {row[3].value: row[5].value for row in book.rows[2:]}
    assert float(filled["S1"]) == next(entry.report.score for entry in entries if entry.student == "s1")
    assert filled["s2"] == "3"  # an unreadable submission changes nothing


def test_students_without_a_row_or_a_score_are_listed(entries: tuple[Entry, ...]):
    remarks = "\n".join(EXPORTS["canvas"].write(entries, sheet()).remarks)
    assert "=s4 (=s4.md): matches no row; enter the score by hand" in remarks
    assert "s2 (s2.md): no score (unreadable: s2.md:1: no front matter)" in remarks
    assert "s1 (s1.md): 11 points wait for a person" in remarks


def test_another_maximum_in_canvas_is_remarked(entries: tuple[Entry, ...]):
    remarks = EXPORTS["canvas"].write(entries, sheet(GRADEBOOK.replace(b"22.0,10", b"100,10"))).remarks
    assert remarks[0] == "Points Possible is 100 there and 22 here; change it in Canvas"


def test_a_student_is_found_by_the_number_that_canvas_puts_into_file_names(graded: Entry):
    entry = Entry("studentone_901", "typed something else", State.GRADED, graded.report)
    document = EXPORTS["canvas"].write([entry], sheet())
    assert b'"A, B",6.1667,7.50' in document.content


def test_a_column_can_be_named(entries: tuple[Entry, ...]):
    document = EXPORTS["canvas"].write(entries, sheet(column="Quiz"))
    assert document.content == GRADEBOOK.replace(b'"A, B",,7.50', b'"A, B",,6.1667')


def test_an_unclear_column_is_refused_with_the_known_ones(entries: tuple[Entry, ...]):
    with pytest.raises(UsageError, match=r"--column TITLE; assignment columns are 'A \(1\)', 'B \(2\)'"):
        EXPORTS["canvas"].write(entries, sheet(b"Student,ID,Section,A (1),B (2)\nx,1,A,,\n"))


def test_another_file_is_refused(entries: tuple[Entry, ...]):
    with pytest.raises(UsageError, match="no Canvas gradebook"):
        EXPORTS["canvas"].write(entries, sheet(b"a,b\n1,2\n"))


def test_two_submissions_never_fill_one_row(graded: Entry):
    twice = [graded, Entry("x_901", "other", State.GRADED, graded.report)]
    remarks = EXPORTS["canvas"].write(twice, sheet()).remarks
    assert any("its row is s1 (s1.md)'s already" in remark for remark in remarks)
