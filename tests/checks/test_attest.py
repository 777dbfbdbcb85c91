import pytest


@pytest.mark.parametrize(
    "text",
    ["yes", "done", "Complete", "YES!", "read", "[x] done", "✓", "I have read all of it.", "true", "y", "**done**"],
)
def test_a_plain_yes_earns_the_point(judge, text):
    verdict = judge("attest", text, points=1.0)
    assert (verdict.status, verdict.score) == ("correct", 1.0)


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "not yet",
        "I haven't read it",
        "partly done",
        "half of it",
        "not done",
        "never",
        "almost complete",
        "will do",
        "[ ] done",
        "☐ done",
    ],
)
def test_a_no_or_a_part_of_it_earns_nothing(judge, text):
    verdict = judge("attest", text, points=1.0)
    assert (verdict.status, verdict.score) == ("incorrect", 0.0)


@pytest.mark.parametrize("text", ["42", "N^2", "the quick brown fox", "?"])
def test_anything_else_cannot_be_read_and_says_what_is_wanted(judge, text):
    verdict = judge("attest", text, points=1.0)
    assert verdict.status == "invalid"
    assert "done" in verdict.feedback[0]
