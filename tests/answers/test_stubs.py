"""What `grader start` writes: complete, explained, never over a student's file, and read back as nothing answered."""

import ast
import json

import pytest
import tomlkit
import yaml

from grader import answers
from grader.answers import stubs
from grader.answers.stubs import STUBS
from grader.errors import UsageError

FORMATS = sorted(STUBS)


@pytest.mark.parametrize("format_", FORMATS)
def test_an_untouched_stub_reads_as_every_part_left_out_without_a_warning(hw01, tmp_path, format_):
    stubs.write(hw01, tmp_path, format_, "s042")
    read = answers.read(tmp_path)
    assert (read.assignment, read.student, read.warnings) == ("hw01", "s042", ())
    assert {part.id for part in hw01.parts if part.kind != "graph"} == set(read.answers)
    assert all(answer.left_out and not answer.notes and not answer.problem for answer in read.answers.values())


@pytest.mark.parametrize("format_", FORMATS)
def test_every_statement_stands_in_what_is_written(hw01, tmp_path, format_):
    written = "".join(path.read_text() for path in stubs.write(hw01, tmp_path, format_, "s042"))
    if format_ == "ipynb":
        cells = json.loads(written[: written.rindex("}") + 1])["cells"]
        written = "".join("".join(cell["source"]) for cell in cells)
    for part in hw01.parts:
        first = part.statement.strip().split("\n")[0]
        assert (first in written) == (part.kind != "graph"), part.id
    assert all(
        text in written for part in hw01.parts if part.kind == "order" for text in part.rubric["blocks"].values()
    )


@pytest.mark.parametrize("format_", FORMATS)
def test_the_code_stubs_are_the_assignments_own(hw01, tmp_path, format_):
    paths = stubs.write(hw01, tmp_path, format_, "s042")
    assert {path.name for path in paths} >= {f"answers.{format_}", "lowering.py", "mnist.py"}
    assert paths[0].name == f"answers.{format_}"
    for name in ("lowering.py", "mnist.py"):
        assert (tmp_path / name).read_text() == (hw01.path / "starter" / name).read_text()
        ast.parse((tmp_path / name).read_text())


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("there", ["answers", "lowering.py"])
def test_a_file_that_is_there_is_not_overwritten_and_nothing_is_written(hw01, tmp_path, format_, there):
    path = tmp_path / (f"answers.{format_}" if there == "answers" else there)
    path.write_text("mine")
    with pytest.raises(UsageError, match="is there already"):
        stubs.write(hw01, tmp_path, format_, "s042")
    assert [one.read_text() for one in tmp_path.iterdir()] == ["mine"]


def test_folders_are_made_and_a_file_in_their_place_is_refused(hw01, tmp_path):
    stubs.write(hw01, tmp_path / "a" / "b", "md", "s042")
    with pytest.raises(UsageError, match="cannot be written"):
        stubs.write(hw01, tmp_path / "a" / "b" / "answers.md" / "c", "md", "s042")


def test_an_unknown_format_names_those_there_are(hw01, tmp_path):
    with pytest.raises(UsageError, match="md, yaml, toml, json, ipynb"):
        stubs.write(hw01, tmp_path, "docx", "s042")


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("student", ["007", "Ada Lovelace", "s'042", 'a "b"', "no", "é#1", "x: y", "true"])
def test_any_student_id_of_one_line_is_read_back(hw01, tmp_path, format_, student):
    stubs.write(hw01, tmp_path, format_, student)
    assert answers.read(tmp_path).student == student


def test_a_student_id_of_two_lines_is_refused(hw01, tmp_path):
    with pytest.raises(UsageError, match="one line"):
        stubs.write(hw01, tmp_path, "yaml", "a\nanswers: x")


def test_a_missing_student_is_a_warning_when_the_stub_is_read(hw01, tmp_path):
    stubs.write(hw01, tmp_path / "s9", "yaml", "")
    assert "no student" in answers.read(tmp_path / "s9").warnings[0]


def test_other_programs_read_the_stubs_as_what_they_are(hw01, tmp_path):
    for format_ in FORMATS:
        stubs.write(hw01, tmp_path / format_, format_, "s042")
    by_yaml = yaml.safe_load((tmp_path / "yaml" / "answers.yaml").read_text())
    by_json = json.loads((tmp_path / "json" / "answers.json").read_text())
    by_toml = tomlkit.parse((tmp_path / "toml" / "answers.toml").read_text())
    notebook = json.loads((tmp_path / "ipynb" / "answers.ipynb").read_text())
    assert by_yaml["answers"] == by_json["answers"]
    assert by_toml["answers"]["q04"]["table"]["mnist"]["macs"] == ""
    assert (notebook["nbformat"], len({cell["id"] for cell in notebook["cells"]})) == (4, len(notebook["cells"]))


FILL = {
    "md": ("### q12.smaller\n", "### q12.smaller\nyes\n"),
    "yaml": ("q12.smaller: ''", "q12.smaller: 'yes'"),
    "toml": ("q12.smaller = ''", "q12.smaller = 'yes'"),
    "json": ('"q12.smaller": ""', '"q12.smaller": "yes"'),
    "ipynb": ("### q12.smaller\\n", "### q12.smaller yes\\n"),
}


@pytest.mark.parametrize("format_", FORMATS)
def test_a_stub_filled_in_at_one_place_has_that_answer_only(hw01, tmp_path, format_):
    path = stubs.write(hw01, tmp_path, format_, "s042")[0]
    before = path.read_text()
    assert before.count(FILL[format_][0]) == 1
    path.write_text(before.replace(*FILL[format_]))
    read = answers.read(tmp_path)
    assert {part: answer.text for part, answer in read.answers.items() if not answer.left_out} == {"q12.smaller": "yes"}
