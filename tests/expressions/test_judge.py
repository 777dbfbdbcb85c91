"""`judge`, and the lines of `grader compare`, as the contract says; and the corpus, as far as it is open."""

import json
from pathlib import Path

import pytest

import grader.expressions
from grader.expressions import compare_line, judge, reference

CORPUS = Path(__file__).parents[2] / "benchmarks" / "expressions" / "corpus"
OPEN_FILES = ("hw01", "courses_a", "courses_b")


def line(**case):
    return compare_line(json.dumps(case))


def test_a_case_gets_the_document_of_the_contract():
    found = line(id=7, answer=r"\frac{MNK}{MN+MK+NK}", reference="M*N*K/(M*N + M*K + N*K)", symbols=["M", "N", "K"])
    assert list(found) == ["id", "verdict", "read_as", "diagnosis", "message", "seconds"]
    assert found["id"] == 7
    assert found["verdict"] == "accept"
    assert found["read_as"] == "M*N*K/(M*N + M*K + N*K)"
    assert found["diagnosis"] is None
    assert 0 < found["seconds"] < 60


@pytest.mark.parametrize(
    ("answer", "right", "symbols", "verdict"),
    [
        ("2*M", "M", ["M"], "reject"),
        ("M +", "M", ["M"], "invalid"),
        ("M or N", "M", ["M", "N"], "invalid"),
        ("784^2 = 614456", "614656", [], "invalid"),
        ("", "M", ["M"], "invalid"),
        ("M", "M +", ["M"], "invalid"),
        ("M", "Q", ["M"], "invalid"),
        ("2 x 3", "(2, 3)", [], "accept"),
    ],
)
def test_each_verdict_of_the_contract(answer, right, symbols, verdict):
    found = line(id="a", answer=answer, reference=right, symbols=symbols)
    assert found["verdict"] == verdict
    assert found["message"] or verdict == "accept"


def test_an_unreadable_reference_is_named_as_one():
    assert line(id=1, answer="M", reference="M +", symbols=["M"])["message"].startswith("reference:")


@pytest.mark.parametrize("raw", ["", "not json", "{", "[" * 5000, '"text"', "3", "null", "[]", "\x00", "{" * 70_000])
def test_a_line_that_is_no_case_has_no_id_and_says_why(raw):
    found = compare_line(raw)
    assert found["id"] is None
    assert found["verdict"] == "invalid"
    assert found["message"]


@pytest.mark.parametrize(
    "case",
    [
        {"id": 5},
        {"id": 5, "answer": "M"},
        {"id": 5, "answer": None, "reference": "M"},
        {"id": 5, "answer": "M", "reference": 5},
        {"id": 5, "answer": "M", "reference": "M", "symbols": "M"},
        {"id": 5, "answer": "M", "reference": "M", "symbols": [1]},
        {"id": 5, "answer": "M", "reference": "M", "symbols": ["M"], "kind": "matrix"},
        {"id": 5, "answer": "M", "reference": "M", "symbols": ["M"], "even": {"M": 1}},
        {"id": 5, "answer": "M", "reference": "M" * 3000, "symbols": ["M"]},
    ],
)
def test_a_case_that_lacks_something_keeps_its_id_and_says_what(case):
    found = line(**case)
    assert found["id"] == 5
    assert found["verdict"] == "invalid"
    assert found["message"]


def test_a_message_points_into_the_answer_as_typed():
    assert "column 6" in judge("½M + (N", reference("M", ("M", "N"))).message


def test_notes_of_the_reading_are_said_with_an_accepted_answer():
    judged = judge("m*n", reference("M*N", ("M", "N")))
    assert judged.verdict == "accept"
    assert "case" in judged.message


def test_the_public_names_stay_functions_after_a_first_diagnosis():
    assert judge("2*M", reference("M", ("M",))).diagnosis.code == "factor:2"
    for name in ("read", "reference", "compare", "diagnose", "judge", "compare_line"):
        assert callable(getattr(grader.expressions, name))


# --- the open part of the corpus -----------------------------------------------------------------------------------


def cases():
    for name in OPEN_FILES:
        yield from map(json.loads, (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines())


def admissible(case):
    return {case["expect"]} if isinstance(case["expect"], str) else set(case["expect"])


@pytest.fixture(scope="module")
def verdicts():
    return [(case, compare_line(json.dumps(case))) for case in cases()]


def test_the_open_corpus_has_enough_pairs(verdicts):
    assert len(verdicts) >= 1000
    assert sum("accept" not in admissible(case) for case, _ in verdicts) >= len(verdicts) * 0.4


def test_no_wrong_answer_of_the_open_corpus_is_accepted(verdicts):
    wrong = [
        case["id"] for case, found in verdicts if found["verdict"] == "accept" and "accept" not in admissible(case)
    ]
    assert wrong == []


def test_at_least_99_percent_of_the_right_answers_of_the_open_corpus_are_accepted(verdicts):
    must = [(case["id"], found["verdict"]) for case, found in verdicts if admissible(case) == {"accept"}]
    missed = [identity for identity, verdict in must if verdict != "accept"]
    assert len(missed) <= 0.01 * len(must), missed


def test_at_least_80_percent_of_the_named_slips_of_the_open_corpus_are_diagnosed(verdicts):
    named = [(case, found) for case, found in verdicts if admissible(case) == {"reject"} and case["diagnosis"]]
    right = 0
    for case, found in named:
        codes = {str(code).partition(":")[0] for code in (case["diagnosis"], *case.get("also", []))}
        right += str(found["diagnosis"]).partition(":")[0] in codes
    assert right >= 0.8 * len(named)
