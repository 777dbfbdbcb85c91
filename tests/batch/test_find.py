import os
from pathlib import Path

import pytest

from grader.batch.find import find, student_of


def touch(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def test_each_file_folder_and_zip_is_a_submission(tmp_path: Path):
    touch(tmp_path, "a.md", "b.zip", "c/answers.yaml", "d.pdf")
    assert [(found.name, found.student) for found in find(tmp_path)] == [
        ("a.md", "a"),
        ("b.zip", "b"),
        ("c", "c"),
        ("d.pdf", "d.pdf"),
    ]


def test_what_systems_and_platforms_leave_beside_them_is_none(tmp_path: Path):
    touch(tmp_path, ".DS_Store", "__MACOSX/x", "Thumbs.db", "roster.csv", "~$x.docx", "out/gradebook.sqlite", "a.md")
    assert [found.name for found in find(tmp_path, leave_out=[tmp_path / "out"])] == ["a.md"]


def test_loose_files_that_canvas_downloads_become_one_submission_a_student(tmp_path: Path):
    touch(
        tmp_path,
        "doejane_901_77_answers.md",
        "doejane_LATE_901_78_mnist-1.py",
        "roejoe_902_79_answers.md",
        "roejoe_902_80_answers-2.md",
    )
    jane, joe = find(tmp_path)
    assert (jane.name, jane.student, jane.path) == ("doejane_901", "doejane", None)
    assert [name for name, _ in jane.files] == ["answers.md", "mnist.py"]
    assert joe.path == tmp_path / "roejoe_902_80_answers-2.md"


@pytest.mark.parametrize(
    ("name", "student"),
    [
        ("Jane Doe_1234567_assignsubmission_file", "Jane Doe"),
        ("Participant_81_assignsubmission_file_", "Participant"),
        ("doejane_901_77_answers.md", "doejane"),
        ("submission_123456", "submission_123456"),
        ("s042.YAML", "s042"),
        ("two.dots.md", "two.dots"),
    ],
)
def test_the_platforms_part_of_a_name_says_whose_it_is(name: str, student: str):
    assert student_of(name) == student


def test_a_file_name_that_is_no_utf8_is_shown_escaped(tmp_path: Path):
    damaged = os.fsencode(tmp_path) + b"/a\xff.md"
    with open(damaged, "wb"):  # noqa: PTH123 (a path of bytes)
        pass
    (found,) = find(tmp_path)
    assert found.name == "a\\udcff.md"
    assert found.path is not None and found.path.exists()
