import json
import re

from grader.exports import EXPORTS
from grader.exports.classroom50 import SCALE, identity
from grader.gradebook import Entry, State
from grader.results import to_json

REQUIRED = {
    *("schema", "classroom", "assignment", "assignment_type", "owner", "submission", "commit", "release", "review"),
    *("datetime", "score", "max-score", "tests"),
}
OPTIONAL = {"graded_at", "submitted_by"}
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")
WORKFLOW = {
    "CLASSROOM": "cs",
    "ASSIGNMENT": "hw01",
    "SUBMISSION_TAG": "submit/2026-01-01T00-00-00Z-abc",
    "OWNER": "ada",
    "USERNAME": "ada",
    "ASSIGNMENT_TYPE": "group",
    "COMMIT_URL": "https://host/c",
    "RELEASE_URL": "https://host/r",
    "REVIEW_URL": "https://host/v",
}


def document(entry: Entry):
    return json.loads(EXPORTS["classroom50"].write([entry], None).content)


def test_the_document_keeps_the_published_schemas_rules(graded: Entry, monkeypatch):
    for name, value in WORKFLOW.items():
        monkeypatch.setenv(name, value)
    found = document(graded)
    assert REQUIRED <= set(found) <= REQUIRED | OPTIONAL
    assert found["schema"] == "classroom50/result/v1"
    assert found["assignment_type"] == "group"
    assert found["submission"].startswith("submit/")
    assert INSTANT.fullmatch(found["datetime"]) and INSTANT.fullmatch(found["graded_at"])
    assert found["submitted_by"] == {"username": "ada"}
    assert all(found[key] for key in REQUIRED - {"score", "max-score", "tests"})
    for scored in (found, *found["tests"]):
        assert isinstance(scored["score"], int) and isinstance(scored["max-score"], int)
        assert 0 <= scored["score"] <= scored["max-score"]
    for test in found["tests"]:
        assert {"test-name", "passed", "score", "max-score"} <= set(test)


def test_the_tests_add_up_to_the_score_of_results_json_in_hundredths(graded: Entry):
    found, expected = document(graded), to_json(graded.report)
    assert found["score"] == round(expected["score"] * SCALE) == sum(test["score"] for test in found["tests"])
    assert found["max-score"] == expected["max_score"] * SCALE
    assert found["max-score"] == sum(test["max-score"] for test in found["tests"] if not test["bonus"])


def test_outside_of_the_workflow_the_entry_names_itself(graded: Entry):
    found = identity(graded, {})
    assert (found["owner"], found["assignment"], found["commit"]) == ("s1", "hw01", "s1.md")
    assert found["datetime"] == "2026-01-01T00:00:00Z"
    assert found["submission"].startswith("submit/")


def test_a_submission_without_a_report_scores_nothing_of_nothing():
    found = document(Entry("a.md", "a", State.UNREADABLE, handed_in_at=0.0))
    assert (found["score"], found["max-score"], found["tests"]) == (0, 0, [])
