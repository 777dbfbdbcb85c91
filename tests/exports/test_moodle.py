from dataclasses import replace
from pathlib import Path

import pytest

from grader.errors import UsageError
from grader.exports import EXPORTS
from grader.exports.export import Sheet
from grader.exports.spreadsheet import read
from grader.gradebook import Entry, State

TITLES = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (grade),Feedback comments\n"
)
WORKSHEET = (
    TITLES + 'Participant 81,"One, Student",s1,one@u.example,Submitted,,100.00,Yes,-,well done\n'
    "Participant 82,Two Student,s2,two@u.example,No submission,5.00,100.00,Yes,-,\n"
).encode()


def sheet(content: bytes = WORKSHEET, column: str | None = None) -> Sheet:
    return Sheet(Path("moodle.csv"), content, column)


def test_the_grade_is_filled_and_every_other_byte_stays(entries: tuple[Entry, ...]):
    document = EXPORTS["moodle"].write(entries, sheet())
    assert document.content == WORKSHEET.replace(b"Submitted,,100.00", b"Submitted,6.1667,100.00")


def test_the_filled_grade_is_the_score_of_results_json(entries: tuple[Entry, ...]):
    book = read(EXPORTS["moodle"].write(entries, sheet()).content, "moodle.csv")
    assert float(book.rows[1][5].value) == next(entry.report.score for entry in entries if entry.student == "s1")


def test_a_feedback_column_without_a_word_is_left_out_for_it_would_wipe_the_feedback(entries: tuple[Entry, ...]):
    content = EXPORTS["moodle"].write(entries, sheet(WORKSHEET.replace(b"well done", b""))).content
    book = read(content, "moodle.csv")
    assert [cell.value for cell in book.rows[0]][-1] == "Last modified (grade)"
    assert [len(row) for row in book.rows] == [9, 9, 9]


def test_decimals_follow_the_sites_locale(entries: tuple[Entry, ...]):
    german = (
        'ID,"Vollständiger Name",Status,Bewertung,Bestwertung,"Zuletzt geändert (Bewertung)"\n'
        'Teilnehmer/in81,s1,Abgegeben,,"100,00",-\n'
    ).encode()
    assert b'Abgegeben,"6,1667","100,00"' in EXPORTS["moodle"].write(entries, sheet(german)).content


def test_a_student_is_found_by_the_participants_number_in_the_downloads_name(graded: Entry):
    entry = Entry("One Student_81_assignsubmission_file", "whatever", State.GRADED, graded.report)
    assert b"Submitted,6.1667," in EXPORTS["moodle"].write([entry], sheet()).content


def test_rows_that_moodle_would_skip_in_silence_are_named(graded: Entry):
    locked = WORKSHEET.replace(b"100.00,Yes,-,well", b"100.00,No,-,well")
    assert (
        "s1: the grade is locked in Moodle, which will skip it"
        in EXPORTS["moodle"].write([graded], sheet(locked)).remarks
    )
    rich = replace(graded, report=replace(graded.report, score=120.0))
    assert "s1: 120 is over Moodle's maximum, which will skip it" in EXPORTS["moodle"].write([rich], sheet()).remarks


def test_a_grade_column_in_a_language_of_its_own_can_be_named(entries: tuple[Entry, ...]):
    content = b"Kenmerk,Naam,Punten\nDeelnemer 81,s1,\n"
    assert EXPORTS["moodle"].write(entries, sheet(content, "Punten")).content.endswith(b"Deelnemer 81,s1,6.1667\n")
    with pytest.raises(UsageError, match="--column TITLE"):
        EXPORTS["moodle"].write(entries, sheet(content))


def test_another_file_is_refused(entries: tuple[Entry, ...]):
    with pytest.raises(UsageError, match="no Moodle grading worksheet"):
        EXPORTS["moodle"].write(entries, sheet(b"Student,Grade\nada,1\n"))
