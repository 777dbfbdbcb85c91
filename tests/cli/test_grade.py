import json
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest

from grader.checks import CHECKS
from grader.cli.grade import _exit_code
from grader.model import Report, Status, Verdict


def test_both_files_are_written_and_one_summary_line_with_their_paths_is_printed(grader, answers: Path, tmp_path: Path):
    out = tmp_path / "out"
    result = grader("grade", answers, "--out", out)
    assert result.exit_code == 0
    summary, page, results = result.stdout.splitlines()
    document = json.loads((out / "results.json").read_text())
    assert summary.startswith(f"s042: {document['score']:g} of 100 points")
    assert (page, results) == (str(out / "report.html"), str(out / "results.json"))
    assert (out / "report.html").read_text().lower().startswith("<!doctype html>")


def test_the_report_goes_into_report_by_default(grader, answers: Path, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    grader("grade", answers)
    assert (tmp_path / "report" / "results.json").is_file()


def test_quiet_prints_nothing(grader, answers: Path, tmp_path: Path):
    result = grader("grade", answers, "--out", tmp_path / "out", "--quiet")
    assert (result.stdout, result.exit_code) == ("", 0)


def test_json_is_the_same_document_as_the_file(grader, answers: Path, tmp_path: Path):
    result = grader("grade", answers, "--out", tmp_path / "out", "--json")
    assert json.loads(result.stdout) == json.loads((tmp_path / "out" / "results.json").read_text())
    assert "s042:" in result.stderr


@pytest.mark.parametrize("format_", ["junit", "gradescope", "classroom50", "github"])
def test_a_format_is_printed_and_adds_up(grader, answers: Path, tmp_path: Path, format_: str, monkeypatch):
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    result = grader("grade", answers, "--out", tmp_path / "out", "--format", format_)
    assert result.exit_code == 0
    score = json.loads((tmp_path / "out" / "results.json").read_text())["score"]
    if format_ == "junit":
        assert float(ET.fromstring(result.stdout).find("testsuite/properties/property").get("value")) == score
    elif format_ == "github":
        assert result.stdout.startswith("::stop-commands::")
        assert "::error file=answers.md,line=" in result.stdout
    else:
        assert json.loads(result.stdout)["score"] == score * {"gradescope": 1, "classroom50": 100}[format_]


def test_answers_outside_of_the_repository_are_marked_without_a_file(
    grader, answers: Path, tmp_path: Path, monkeypatch
):
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path / "elsewhere"))
    result = grader("grade", answers, "--out", tmp_path / "out", "--format", "github")
    assert "::error title=q04.macs" in result.stdout and "file=" not in result.stdout


def test_githubs_job_summary_is_added_to(grader, answers: Path, tmp_path: Path, monkeypatch):
    summary = tmp_path / "summary.md"
    summary.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    grader("grade", answers, "--out", tmp_path / "out", "--format", "github")
    assert summary.read_text().startswith("before\n")
    assert "q04.macs" in summary.read_text()


def test_below_the_wanted_score_is_exit_1_and_above_it_0(grader, answers: Path, tmp_path: Path):
    assert grader("grade", answers, "--out", tmp_path / "out", "--min-score", "90").exit_code == 1
    assert grader("grade", answers, "--out", tmp_path / "out", "--min-score", "1").exit_code == 0


def test_the_folder_for_the_report_must_be_writable(grader, answers: Path):
    result = grader("grade", answers, "--out", answers / "below")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def report(score: float, pending: float, status: Status = Status.CORRECT) -> Report:
    verdict = Verdict("q", "symbolic", status, score, 100.0)
    return Report("hw01", "s", score, pending, 0.0, 100.0, "0", "k", (verdict,))


@pytest.mark.parametrize(
    ("score", "pending", "percent", "code"),
    [
        (50, 0, 50, 0),
        (49.9, 0, 50, 1),
        (40, 20, 50, 0),
        (39.9, 20, 50, 1),
        (0, 100, 50, 0),
        (0, 0, 0, 0),
        (0, 0, None, 0),
    ],
)
def test_the_wanted_percentage_is_of_what_has_been_decided(score, pending, percent, code, monkeypatch):
    said: list[str] = []
    monkeypatch.setattr("grader.cli.grade.say", said.append)
    assert _exit_code(report(score, pending), percent) == code
    assert bool(said) == (pending == 100)


def test_a_fault_of_ours_is_exit_3_whatever_the_score(monkeypatch):
    monkeypatch.setattr("grader.cli.grade.say", lambda message: None)
    assert _exit_code(replace(report(0, 0, Status.ERROR)), 50) == 3


def test_a_fault_in_one_check_is_exit_3_after_the_results_are_written(
    grader, answers: Path, tmp_path: Path, monkeypatch
):
    def broken(part, answer, context):
        raise ZeroDivisionError("secret reference: M*N")

    monkeypatch.setitem(CHECKS, "symbolic", broken)
    result = grader("grade", answers, "--out", tmp_path / "out", "--min-score", "100")
    assert result.exit_code == 3
    assert "Traceback" not in result.stderr and "secret" not in result.stderr
    document = json.loads((tmp_path / "out" / "results.json").read_text())
    assert {part["status"] for part in document["parts"] if part["id"] == "q03.intensity"} == {"error"}
    assert document["pending"] >= 4
    assert grader("check", answers).exit_code == 3


def test_an_instructors_words_replace_ours_in_the_report(grader, answers: Path, tmp_path: Path):
    (tmp_path / "own" / "report").mkdir(parents=True)
    (tmp_path / "own" / "report" / "words.toml").write_text('[status.missing]\nword = "nicht bearbeitet"\n')
    result = grader("grade", answers, "--no-train", "--out", tmp_path / "out", "--templates", tmp_path / "own")
    assert result.exit_code == 0
    assert "nicht bearbeitet" in (tmp_path / "out" / "report.html").read_text()
