import json
import math
from dataclasses import replace

from grader.reports.json import write
from grader.results import from_json, to_json


def test_it_is_the_document_of_results_json(report, assignment):
    assert json.loads(write(report, assignment)) == json.loads(json.dumps(to_json(report)))


def test_it_can_be_read_back_as_the_report(report, assignment):
    assert from_json(json.loads(write(report, assignment))).verdicts[1:4] == report.verdicts[1:4]


def test_a_loss_that_became_infinite_is_null(report, assignment):
    broken = replace(
        report.verdicts[-1], evidence={"curve": [{"step": 1, "loss": math.inf}], "mean_accuracy": math.nan}
    )
    document = json.loads(write(replace(report, verdicts=(broken,)), assignment))
    assert document["parts"][0]["evidence"] == {"curve": [{"step": 1, "loss": None}], "mean_accuracy": None}


def test_no_character_of_a_student_reaches_a_terminal(report, assignment, hostile, hostile_text):
    text = write(hostile(hostile_text), assignment)
    assert text.isascii()
    assert all(line.isprintable() for line in text.splitlines())
    assert json.loads(text)["student"] == hostile_text
