import csv
import io
import json
from pathlib import Path

import pytest

from grader.batch import Progress
from grader.cli.progress import text


@pytest.fixture
def out(grader, answers: Path, tmp_path: Path) -> Path:
    """A class of three graded into a folder: one readable, one that is not, one student of the roster without."""
    folder = tmp_path / "class"
    folder.mkdir()
    answers.rename(folder / "s042.md")
    (folder / "s2.json").write_text("{")
    (folder / "roster.csv").write_text("student\ns042\ns2\ns3\n")
    result = grader("batch", folder, "--out", tmp_path / "out", "--no-train", "--roster", folder / "roster.csv")
    assert result.exit_code == 0
    assert result.stdout.startswith("3 rows: 1 graded, 1 unreadable, 1 not submitted in ")
    assert str(tmp_path / "out" / "reports") in result.stdout
    assert "s2.json: unreadable: s2.json:1" in result.stderr
    assert "\r" not in result.stderr
    return tmp_path / "out"


def test_export_to_csv_has_every_row(grader, out: Path):
    result = grader("export", out, "--to", "csv")
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {row["student"]: row["state"] for row in rows} == {
        "s042": "graded",
        "s2": "unreadable",
        "s3": "not_submitted",
    }
    assert float(rows[0]["score"]) == json.loads((out / "reports" / "s042" / "results.json").read_text())["score"]


@pytest.mark.parametrize("format_", ["gradescope", "classroom50"])
def test_formats_for_one_student_become_a_file_each(grader, out: Path, format_: str):
    result = grader("export", out, "--to", format_)
    assert result.exit_code == 0
    assert result.stdout == f"1 {format_} files in {out / format_}\n"
    assert json.loads((out / format_ / "s042.json").read_text())["tests"]
    assert "2 rows have no result that counts" in result.stderr


def test_export_of_one_graded_submission_goes_to_standard_output(grader, tmp_path: Path):
    answer = tmp_path / "a.md"
    answer.write_text("---\nassignment: hw01\nstudent: s1\n---\n### q01.read\nyes\n")
    grader("grade", answer, "--out", tmp_path / "one")
    assert json.loads(grader("export", tmp_path / "one", "--to", "gradescope").stdout)["score"] == 1
    assert grader("export", tmp_path / "one", "--to", "junit").stdout.startswith("<?xml")


def test_canvas_fills_the_instructors_own_file_and_leaves_the_file_itself_alone(grader, out: Path, tmp_path: Path):
    own = tmp_path / "canvas.csv"
    own.write_bytes(b"Student,ID,SIS User ID,SIS Login ID,Section,hw01 (7)\r\nJane,1,,s042,A,\r\n")
    before = own.read_bytes()
    result = grader("export", out, "--to", "canvas", "--into", own)
    score = json.loads((out / "reports" / "s042" / "results.json").read_text())["score"]
    assert result.stdout_bytes == before.replace(b"s042,A,", f"s042,A,{score:g}".encode())
    assert own.read_bytes() == before
    assert "s3: no score (not_submitted" in result.stderr
    grader("export", out, "--to", "canvas", "--into", own, "--out", tmp_path / "filled.csv")
    assert (tmp_path / "filled.csv").read_bytes() == result.stdout_bytes


def test_an_empty_folder_is_exit_2(grader, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    result = grader("batch", tmp_path / "empty", "--out", tmp_path / "out")
    assert result.exit_code == 2
    assert "holds no submission" in result.stderr


def test_the_progress_line_says_how_far_it_is_and_how_long_it_may_take():
    assert text(Progress(0, 4, 0, 0.0)) == f"{'·' * 20} 0/4 graded  "
    line = text(Progress(1, 4, 2, 30.0, "a\x1b[31m.md"))
    assert "1/4 graded, 2 unchanged" in line and "about 2 min left" in line and "\x1b" not in line
    assert text(Progress(4, 4, 0, 9.0, "a")).endswith("4/4 graded  a")
