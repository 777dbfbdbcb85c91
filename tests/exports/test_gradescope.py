import json

from grader.exports import EXPORTS
from grader.gradebook import Entry, State
from grader.results import to_json

TOP = {
    *("score", "execution_time", "output", "output_format", "test_output_format", "test_name_format", "visibility"),
    *("stdout_visibility", "extra_data", "tests", "leaderboard"),
}
TEST = {
    *("score", "max_score", "status", "name", "name_format", "number", "output", "output_format", "tags", "visibility"),
    "extra_data",
}


def document(entry: Entry):
    return json.loads(EXPORTS["gradescope"].write([entry], None).content)


def test_only_documented_keys_and_values_are_used(graded: Entry):
    found = document(graded)
    assert set(found) <= TOP
    assert all(set(test) <= TEST for test in found["tests"])
    assert {test["status"] for test in found["tests"]} == {"passed", "failed"}
    assert {found["visibility"], *(test["visibility"] for test in found["tests"])} == {"visible"}
    assert all(isinstance(test["number"], str) for test in found["tests"])


def test_the_tests_add_up_to_the_score_and_to_the_assignments_points(graded: Entry):
    found = document(graded)
    expected = to_json(graded.report)
    assert found["score"] == expected["score"] == round(sum(test["score"] for test in found["tests"]), 4)
    assert sum(test["max_score"] for test in found["tests"]) == expected["max_score"]


def test_points_that_wait_are_named_as_not_lost(graded: Entry):
    found = document(graded)
    waiting = [test for test in found["tests"] if test["extra_data"]["status"] in ("needs_review", "error")]
    assert len(waiting) == 2
    assert all("not lost" in test["output"] for test in waiting)
    assert "11 points wait" in found["output"]


def test_an_unreadable_submission_gets_its_message():
    found = document(Entry("a.md", "a", State.UNREADABLE, message="a.md:1: what to do"))
    assert (found["output"], found["tests"], found["score"]) == ("a.md:1: what to do", [], 0)
