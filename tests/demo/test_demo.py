import json
import tempfile
from pathlib import Path

import pytest

from grader import answers, catalog, demo
from grader.cli.demo import rows
from grader.demo import answer_file
from grader.demo.classroom import write_class
from grader.errors import SubmissionError, UsageError
from grader.gradebook import Entry, State
from grader.grading import grade
from grader.model import Policy, Report, Status, Verdict


@pytest.fixture(scope="module")
def classroom(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("demo") / "submissions"
    write_class(catalog.load("hw01"), folder)
    return folder


def test_the_class_is_varied_and_all_but_the_broken_one_can_be_read(classroom: Path):
    students = {}
    for entry in sorted(classroom.iterdir()):
        if entry.name != "roster.csv":
            try:
                students[entry.name[:3]] = answers.read(entry).student
            except SubmissionError:
                students[entry.name[:3]] = "unreadable"
    assert students == {**{f"s{i:02}": f"s{i:02}" for i in range(1, 8)}, "s04": "unreadable"}


def test_who_answers_everything_rightly_loses_no_point_that_can_be_decided(classroom: Path):
    assignment = catalog.load("hw01")
    for name in ("s01-everything", "s06-other-spellings.zip"):
        submission = answers.read(classroom / name)
        report = grade(assignment, submission, Policy(train=False, run_code=False))
        lost = {v.part for v in report.verdicts if v.status in (Status.INCORRECT, Status.PARTIAL, Status.INVALID)}
        assert lost == set()


@pytest.mark.parametrize("write", [answer_file.markdown, answer_file.yaml, answer_file.json])
def test_the_same_answers_read_the_same_in_every_format(tmp_path: Path, write):
    assignment = catalog.load("hw01")
    given = {"q03.intensity": "MNK/(MN+MK+NK)", "q06.longer": "no", "q04.table": {"mnist.n": "784", "hd.macs": "1e12"}}
    ending = {answer_file.markdown: "md", answer_file.yaml: "yaml", answer_file.json: "json"}[write]
    file = tmp_path / f"answers.{ending}"
    file.write_text(write(assignment, "s1", given))
    read = answers.read(file).answers
    assert read["q03.intensity"].text == "MNK/(MN+MK+NK)"
    assert read["q06.longer"].text == "no"
    cells = {name: cell.text for name, cell in read["q04.table"].cells.items() if cell.text and not cell.left_out}
    assert cells == given["q04.table"]


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path):
    (tmp_path / "thesis.tex").write_text("years of work")
    with pytest.raises(UsageError, match="not empty and no earlier demo"):
        demo.run(tmp_path, 1, None, lambda progress: None)
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.tex"]


@pytest.mark.slow
def test_the_demo_grades_its_class_end_to_end_and_a_second_one_keeps_the_results():
    with tempfile.TemporaryDirectory() as above:
        folder = Path(above) / "demo"
        done = demo.run(folder, 2, None, lambda progress: None)
        by_student = {entry.student: entry for entry in done.summary.entries}
        assert by_student["s04"].state is State.UNREADABLE
        assert by_student["s08"].state is State.NOT_SUBMITTED
        graded = [entry for entry in done.summary.entries if entry.state is State.GRADED]
        assert len(graded) == 6
        well, badly = (_training(by_student[student]) for student in ("s01", "s05"))
        assert well.score > badly.score
        assert well.evidence["mean_accuracy"] > 90 > badly.evidence["mean_accuracy"]
        for entry in graded:
            results = done.results / "reports" / Path(entry.name).stem / "results.json"
            assert json.loads(results.read_text())["score"] == pytest.approx(entry.report.score, abs=1e-4)
        assert demo.run(folder, 2, None, lambda progress: None).summary.kept == 6


def _training(entry):
    return next(verdict for verdict in entry.report.verdicts if verdict.part == "q17.train")


def test_the_table_has_a_line_for_each_of_the_class_and_names_the_data():
    trained = Verdict(
        "q17.train", "training", Status.CORRECT, 16, 16, evidence={"mean_accuracy": 98.25, "data": "drawn"}
    )
    report = Report("hw01", "s1", 80.5, 3.0, 0.0, 100.0, "0", "k", (trained,))
    lines = rows([Entry("s1.md", "s1", State.GRADED, report), Entry("", "s2", State.NOT_SUBMITTED)])
    assert lines[0].split(maxsplit=1) == ["s1.md", "80.5 of 100 points, 3 wait, 98.2 % on drawn digits"]
    assert lines[1].split(maxsplit=1) == ["s2", "not submitted"]
