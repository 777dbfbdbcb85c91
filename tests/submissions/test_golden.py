"""Submissions as a class hands them in, each with what must come of it (`expected.json`), none of their code run.

`parts` and `cells`: id to status and score. `never_lost`: parts that are right but may wait for a person. `feedback`:
words that a part's feedback must hold. `warnings`: how many. `refused`: the message of a submission that is not read.
"""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from grader import answers, catalog
from grader.answers import stubs
from grader.errors import SubmissionError
from grader.grading import grade
from grader.model import Policy, Status

HERE = Path(__file__).parent
FOLDERS = sorted(path.parent for path in HERE.glob("*/expected.json"))
PERFECT = [folder for folder in FOLDERS if folder.name.startswith("perfect-")]
NOTHING_RUNS = Policy(run_code=False, train=False)


def graded(path):
    submission = answers.read(path)
    return grade(catalog.load("hw01"), submission, NOTHING_RUNS)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_submission_gets_what_it_must(folder):
    expected = json.loads((folder / "expected.json").read_text())
    if "refused" in expected:
        with pytest.raises(SubmissionError) as refused:
            answers.read(folder)
        assert str(refused.value) == expected["refused"]
        return
    report = graded(folder)
    verdicts = {verdict.part: verdict for verdict in report.verdicts}
    cells = {cell.part: cell for verdict in report.verdicts for cell in verdict.cells}
    assert report.student == expected["student"]
    assert len(report.warnings) == expected["warnings"], report.warnings
    assert outcomes(verdicts, expected["parts"]) == expected["parts"]
    assert outcomes(cells, expected.get("cells", {})) == expected.get("cells", {})
    for part in expected.get("never_lost", []):
        assert verdicts[part].status in (Status.CORRECT, Status.NEEDS_REVIEW), verdicts[part]
    for part, words in expected.get("feedback", {}).items():
        assert all(any(word in line for line in verdicts[part].feedback) for word in words), verdicts[part].feedback
    if "score_and_pending" in expected:
        assert report.score + report.pending == pytest.approx(expected["score_and_pending"])


def outcomes(verdicts, wanted):
    return {part: [str(verdicts[part].status), pytest.approx(verdicts[part].score)] for part in wanted}


def outline(report):
    """Everything of a report but the places, which differ between a folder and a zip of another name."""
    leaves = [leaf for verdict in report.verdicts for leaf in (verdict, *verdict.cells)]
    return [(leaf.part, leaf.status, leaf.score, leaf.answer) for leaf in leaves]


def zipped(folder, path, top=""):
    """Zip the folder as a learning platform hands it out: under a folder, with a Mac's leftovers."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, f"{top}{file.relative_to(folder)}")
                archive.writestr(f"__MACOSX/{top}._{file.name}", b"\0\5\26\7")
    return path


@pytest.mark.parametrize("folder", PERFECT, ids=lambda folder: folder.name)
def test_a_zip_of_a_folder_gets_what_the_folder_gets(folder, tmp_path):
    path = zipped(folder, tmp_path / "lastname_12345_67890_homework.zip", "My Homework/hw01/")
    assert outline(graded(path)) == outline(graded(folder))


def test_the_perfect_submissions_get_the_same_in_every_format():
    scores = [[(leaf[0], leaf[1], leaf[2]) for leaf in outline(graded(folder))] for folder in PERFECT]
    assert len(scores) == 5
    assert all(one == scores[0] for one in scores)


@pytest.mark.parametrize("format_", sorted(stubs.STUBS))
def test_an_untouched_stub_gets_nothing_and_crashes_nothing(format_, tmp_path):
    stubs.write(catalog.load("hw01"), tmp_path, format_, "s042")
    report = graded(tmp_path)
    assert (report.score, report.pending, report.warnings) == (0, 0, ())
    assert {verdict.status for verdict in report.verdicts if verdict.kind != "graph"} == {Status.MISSING}


@pytest.mark.parametrize("folder", PERFECT, ids=lambda folder: folder.name)
def test_the_answer_file_alone_keeps_all_but_the_code(folder, tmp_path):
    file = next(folder.glob("answers.*"))
    shutil.copy(file, tmp_path / file.name)
    alone, whole = graded(tmp_path / file.name), graded(folder)
    code = {"q07.lowering", "q17.train", "q17.graph"}
    assert [one for one in outline(alone) if one[0] not in code] == [
        one for one in outline(whole) if one[0] not in code
    ]
