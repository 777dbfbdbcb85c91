"""Folders: which file holds the answers, and that no link leads out."""

import os

import pytest

from grader import answers
from grader.answers.code import starter_text
from grader.errors import SubmissionError

FRONT = "---\nassignment: hw01\nstudent: s042\n---\n"
ANSWERS = FRONT + "### q12.smaller\nyes\n"
YAML = "assignment: hw01\nstudent: s042\nanswers: {q12.smaller: 'yes'}\n"


@pytest.fixture
def folder(tmp_path):
    """Make a folder of files by name and read it."""

    def make(**files):
        for name, text in files.items():
            path = tmp_path / "s042" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return answers.read(tmp_path / "s042")

    return lambda files: make(**files)


@pytest.mark.parametrize(
    "files",
    [
        {"answers.md": ANSWERS},
        {"answers.md": ANSWERS, "README.md": "# hello", "notes.md": "### q12.smaller\nno", "report/results.json": "{}"},
        {"s042_12345_answers.md": ANSWERS},
        {"answers (1).md": ANSWERS},
        {"Answers.MD": ANSWERS},
        {"my homework.md": ANSWERS, "statements.md": "### q12.smaller"},
        {"deep/er/answers.md": ANSWERS, "other/file.csv": "1"},
        {"answers.yml": YAML},
        {"answers.txt": ANSWERS, "requirements.txt": "torch"},
        {"answers.md": ANSWERS, "old/answers.md": "nothing"},
        {"answers.md": ANSWERS, "results.json": '{"schema": "grader/1",\n"assignment": "hw01"}'},
    ],
)
def test_the_answer_file_is_found(folder, files):
    assert folder(files).answers["q12.smaller"].text == "yes"


@pytest.mark.parametrize(
    "files",
    [
        {"answers.md": ANSWERS, "answers.yaml": YAML},
        {"answers.md": ANSWERS, "solution.yaml": YAML},
        {"answers.md": ANSWERS, "answers (1).md": ANSWERS},
        {"a.md": ANSWERS, "b.md": ANSWERS},
        {"x/answers.md": ANSWERS, "y/answers.md": ANSWERS},
    ],
)
def test_two_answer_files_are_refused(folder, files):
    with pytest.raises(SubmissionError, match=r'"s042": 2 answer files, ".*" and ".*"; hand in one'):
        folder(files)


def test_a_folder_without_an_answer_file_is_refused_with_the_remedy(folder):
    with pytest.raises(SubmissionError, match=r"no answer file in it; call it answers\.md"):
        folder({"lowering.py": "", "readme.md": "x"})


def test_the_folders_name_stands_in_for_a_missing_student(folder):
    read = folder({"answers.md": "---\nassignment: hw01\n---\n"})
    assert read.student == "s042"
    assert read.warnings == ('answers.md: no student; "s042" stands in, write student: and your id',)


def test_places_are_relative_to_the_folder(folder):
    assert str(folder({"in/answers.md": ANSWERS}).answers["q12.smaller"].where) == "in/answers.md:6"


@pytest.mark.parametrize("name", ["lowering.py", "Lowering.py", "lowering (1).py", "lowering-2.py", "lowering_(1).py"])
def test_code_is_found_beside_the_answers_under_the_names_of_downloads(folder, name):
    read = folder({"answers.md": ANSWERS, name: "def lower(x, h): return []"})
    assert read.answers["q07.lowering"].text == "def lower(x, h): return []"
    assert read.answers["q07.lowering"].where.file == name


def test_code_of_a_download_belongs_to_the_answers_of_the_same_student(folder):
    files = {
        "s042_1_answers.md": ANSWERS,
        "s042_2_lowering.py": "def lower(x, h): return 2",
        "s043_3_mnist.py": "x = 3",
    }
    read = folder(files)
    assert read.answers["q07.lowering"].text == "def lower(x, h): return 2"
    assert "q17.train" not in read.answers


def test_no_link_is_followed_out_of_the_folder(tmp_path):
    (tmp_path / "secret.py").write_text("key = 1")
    (tmp_path / "s042").mkdir()
    (tmp_path / "s042" / "answers.md").write_text(ANSWERS)
    (tmp_path / "s042" / "lowering.py").symlink_to(tmp_path / "secret.py")
    (tmp_path / "s042" / "more").symlink_to(tmp_path)
    read = answers.read(tmp_path / "s042")
    assert "q07.lowering" not in read.answers
    assert '"lowering.py" is a link out of the submission' in read.warnings[0]
    assert "q07.lowering" not in answers.read(tmp_path / "s042" / "answers.md").answers


def test_an_answer_file_that_is_a_link_out_is_refused(tmp_path):
    (tmp_path / "key.md").write_text(ANSWERS)
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "s042.md").symlink_to(tmp_path / "key.md")
    with pytest.raises(SubmissionError, match="not followed"):
        answers.read(tmp_path / "class" / "s042.md")


def test_a_link_within_the_folder_is_followed(tmp_path):
    (tmp_path / "hw.md").write_text(ANSWERS)
    (tmp_path / "answers.md").symlink_to("hw.md")
    assert answers.read(tmp_path / "answers.md").answers["q12.smaller"].text == "yes"


def test_a_pipe_called_answers_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "answers.md")
    for path in (tmp_path, tmp_path / "answers.md"):
        with pytest.raises(SubmissionError, match="not a regular file"):
            answers.read(path)


@pytest.mark.parametrize("name", ["answers.docx", "answers", "answers.pdf"])
def test_another_kind_of_file_is_refused_with_those_that_are_read(tmp_path, name):
    (tmp_path / name).write_text("x")
    with pytest.raises(SubmissionError, match=r"its name ends in one of \.md"):
        answers.read(tmp_path / name)


def test_a_path_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(SubmissionError, match="no such file or folder"):
        answers.read(tmp_path / "nowhere")


def test_names_that_a_terminal_would_obey_are_shown_harmlessly(tmp_path):
    (tmp_path / "\x1b[31m\nanswers.md").write_text("---\nassignment: hw01\n---\n")
    read = answers.read(tmp_path)
    assert all(c.isprintable() for warning in read.warnings for c in warning)


CODE = "def lower(x, h): return []"


@pytest.mark.parametrize(
    "name",
    [
        "code/lowering.py",
        "lowering copy.py",
        "lowering_final.py",
        "q07.py",
        "Q7.py",
        "q07_lowering.py",
        "lowering.py.txt",
    ],
)
def test_code_in_another_place_or_under_another_name_is_not_read_and_mentioned(folder, name):
    read = folder({"answers.md": ANSWERS, name: CODE})
    note = f'lowering.py is not beside the answers; "{name}" was not read: put it there under that name'
    assert read.warnings == (note,)
    assert read.answers["q07.lowering"].left_out
    assert read.answers["q07.lowering"].notes == (note,)


def test_code_beside_an_untouched_stub_is_mentioned(folder, hw01):
    part = next(part for part in hw01.parts if part.id == "q07.lowering")
    read = folder({"answers.md": ANSWERS, "lowering.py": starter_text(hw01, part), "src/lowering.py": CODE})
    assert '"src/lowering.py" was not read' in read.answers["q07.lowering"].notes[0]


@pytest.mark.parametrize("name", ["flowering.py", "q17.txt", "s043_lowering.py", "plots.py", "code/lowering.md"])
def test_other_files_are_not_taken_for_code(folder, name):
    read = folder({"answers.md": ANSWERS, name: CODE})
    assert (read.warnings, "q07.lowering" in read.answers) == ((), False)


def test_strays_beside_code_that_was_read_are_not_mentioned(folder):
    read = folder({"answers.md": ANSWERS, "lowering.py": CODE, "old/lowering.py": "x", "lowering copy.py": "y"})
    assert (read.answers["q07.lowering"].text, read.warnings) == (CODE, ())


def test_a_download_beside_the_file_itself_is_not_read_and_mentioned(folder):
    read = folder({"answers.md": ANSWERS, "lowering.py": CODE, "lowering (1).py": "x = 1"})
    assert read.answers["q07.lowering"].text == CODE
    assert read.warnings == (
        '"lowering (1).py": not read, as "lowering.py" is beside the answers; keep one of the two',
    )


def test_an_answer_file_further_down_is_not_read_and_mentioned(folder):
    read = folder({"answers.md": ANSWERS, "old/answers.md": ANSWERS, "old/notes.md": "x"})
    assert read.warnings == ('"old/answers.md": not read, as "answers.md" is the answer file; hand in one',)


def test_an_answer_file_that_is_a_link_is_named_as_one(tmp_path):
    (tmp_path / "key.md").write_text(ANSWERS)
    (tmp_path / "s042").mkdir()
    (tmp_path / "s042" / "answers.md").symlink_to(tmp_path / "key.md")
    with pytest.raises(SubmissionError) as refused:
        answers.read(tmp_path / "s042")
    assert str(refused.value) == (
        '"s042": no answer file in it; "answers.md" is a link, and links are not followed; hand in the file itself'
    )
