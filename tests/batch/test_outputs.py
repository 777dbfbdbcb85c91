from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.batch.outputs import folder_names, write_results
from grader.errors import UsageError
from grader.model import Assignment, Report

names = st.lists(st.text(min_size=1, max_size=12), unique=True, max_size=8)


@given(names)
def test_folders_differ_even_where_case_does_not_count_and_stay_below(submissions: list[str]):
    folders = folder_names(submissions)
    assert set(folders) == set(submissions)
    assert len({folder.casefold() for folder in folders.values()}) == len(submissions)
    for folder in folders.values():
        assert folder not in ("", ".", "..")
        assert "/" not in folder and "\0" not in folder and not folder.startswith(".")


def test_a_plain_name_stays_as_it_is():
    assert folder_names(["s1.md", "s2", "Jane Doe_12_assignsubmission_file"]) == {
        "s1.md": "s1",
        "s2": "s2",
        "Jane Doe_12_assignsubmission_file": "Jane_Doe",
    }


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path):
    (tmp_path / "file").touch()
    report = Report("hw01", "s1", 0.0, 0.0, 0.0, 0.0, "0", "k", ())
    assignment = Assignment("hw01", "t", "1", tmp_path, (), "k")
    with pytest.raises(UsageError, match="cannot write the report there"):
        write_results(report, assignment, tmp_path / "file" / "out")


def test_both_files_are_written_whole_and_readable_by_others(tmp_path: Path):
    report = Report("hw01", "s1", 0.0, 0.0, 0.0, 0.0, "0", "k", ())
    page, results = write_results(report, Assignment("hw01", "t", "1", tmp_path, (), "k"), tmp_path / "out")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["report.html", "results.json"]
    assert page.stat().st_mode & 0o777 == results.stat().st_mode & 0o777 == 0o644
