import json

import pytest

from grader.errors import GraderError
from grader.model import Report, Status, Verdict
from grader.results import from_json, to_json

CELL = Verdict("q04.table.mnist.n", "numeric", Status.CORRECT, 0.4, 0.4)
VERDICTS = (
    Verdict(
        "q03.intensity",
        "symbolic",
        Status.CORRECT,
        4.0,
        4.0,
        answer="MNK",
        read_as="M*N*K",
        where="answers.md:14",
        feedback=("Good.",),
    ),
    Verdict("q04.table", "table", Status.PARTIAL, 0.4, 6.0, cells=(CELL,)),
    Verdict("q05.why", "text", Status.NEEDS_REVIEW, 0.0, 4.0, suggested_score=2.0, diagnosis=None),
)
REPORT = Report("hw01", "s042", 4.4, 4.0, 0.0, 100.0, "0.1.0", "ab" * 32, VERDICTS, ("no student named",))


def test_results_carry_exactly_the_keys_of_the_contract():
    document = to_json(REPORT)
    assert document["schema"] == "grader/1"
    assert {
        "schema",
        "assignment",
        "student",
        "score",
        "pending",
        "pending_bonus",
        "max_score",
        "grader",
        "parts",
    } <= set(document)
    assert set(document["grader"]) == {"version", "key_sha256"}
    keys = [
        "id",
        "kind",
        "status",
        "score",
        "max_score",
        "optional",
        "answer",
        "read_as",
        "where",
        "feedback",
        "diagnosis",
        "evidence",
    ]
    assert list(document["parts"][0]) == keys


def test_a_suggested_score_stands_only_where_one_is_given():
    parts = to_json(REPORT)["parts"]
    assert "suggested_score" not in parts[0]
    assert parts[2]["suggested_score"] == 2.0


def test_results_survive_json_and_come_back_the_same():
    assert from_json(json.loads(json.dumps(to_json(REPORT)))) == REPORT


def test_results_of_another_schema_are_refused_in_one_line():
    with pytest.raises(GraderError, match="schema 'grader/0'"):
        from_json({"schema": "grader/0"})


def test_a_missing_key_is_named():
    document = to_json(REPORT)
    del document["parts"][0]["status"]
    with pytest.raises(GraderError, match="'status'"):
        from_json(document)
