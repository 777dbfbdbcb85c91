import xml.etree.ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from grader.exports import EXPORTS
from grader.exports.text import xml_text
from grader.gradebook import Entry


def suites(entries) -> ET.Element:
    return ET.fromstring(EXPORTS["junit"].write(entries, None).content)


def points(element: ET.Element, name: str) -> float:
    found = element.find(f"properties/property[@name='{name}']")
    assert found is not None
    return float(found.get("value", ""))


def test_the_points_of_the_cases_add_up_to_the_suites_score(entries: tuple[Entry, ...]):
    graded = [suite for suite in suites(entries) if suite.find("properties") is not None]
    assert len(graded) == 2
    for suite in graded:
        assert (
            round(sum(points(case, "score") for case in suite.iter("testcase")), 4) == points(suite, "score") == 6.1667
        )


def test_wrong_is_a_failure_our_fault_an_error_and_waiting_is_skipped(graded: Entry):
    (suite,) = suites([graded])
    outcomes = {
        case.get("name"): next((child.tag for child in case if child.tag != "properties"), "passed")
        for case in suite.iter("testcase")
    }
    assert outcomes == {
        "q01.read": "passed",
        "q03.intensity": "failure",
        "q03.proof": "passed",
        "q05.why": "skipped",
        "q08.macs": "failure",
        "q09.macs": "skipped",
        "q17.train": "error",
        "q15.output": "failure",
    }
    assert [suite.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["8", "3", "1", "2"]


def test_a_submission_without_a_report_is_one_case_that_says_why(entries: tuple[Entry, ...]):
    by_name = {suite.get("name"): suite for suite in suites(entries)}
    assert by_name["s2"].find("testcase/failure").get("message") == "s2.md:1: no front matter"
    assert by_name["s3"].find("testcase/error").get("message") == "+the worker died"
    assert by_name["s5"].find("testcase/skipped").get("message") == "nothing handed in"


@given(st.text(st.characters(codec=None)))
def test_whatever_a_student_writes_the_document_can_be_parsed(text: str):
    element = ET.Element("failure", message=xml_text(text))
    element.text = xml_text(text)
    assert ET.fromstring(ET.tostring(element, encoding="utf-8")).tag == "failure"
