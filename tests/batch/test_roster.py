from pathlib import Path

import pytest

from grader.batch import roster
from grader.errors import UsageError


@pytest.mark.parametrize(
    "text",
    [
        "student\ns1\ns2\n",
        "s1\ns2\n",
        "\ufeffStudent,Name\r\ns1,A\r\ns2,B\r\n",
        "name;student;x\nA;s1;\nB; s2 ;\n\n",
        'name,SIS Login ID\n"A, B",s1\n"C",s2\n',
        "s1,A\ns2,B\ns1,A\n",
    ],
)
def test_the_students_stand_in_the_titled_column_or_in_the_first(tmp_path: Path, text: str):
    file = tmp_path / "roster.csv"
    file.write_text(text, encoding="utf-8")
    assert roster.read(file) == ("s1", "s2")


def test_a_roster_that_names_nobody_is_refused(tmp_path: Path):
    file = tmp_path / "roster.csv"
    file.write_text("student\n\n")
    with pytest.raises(UsageError, match="names no student"):
        roster.read(file)


def test_a_roster_in_another_encoding_is_refused_with_the_byte(tmp_path: Path):
    file = tmp_path / "roster.csv"
    file.write_bytes(b"student\nJos\xe9\n")
    with pytest.raises(UsageError, match="not UTF-8 at byte 11"):
        roster.read(file)
