from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from grader.exports import github
from grader.gradebook import Entry
from grader.model import Status, Verdict


def test_an_answer_is_marked_on_its_line_and_nothing_in_it_begins_a_line(graded: Entry):
    lines = github.marks(graded.report, "work").splitlines()
    partial = next(line for line in lines if "q03.intensity" in line)
    assert partial.startswith(
        "::warning file=work/answers.md,line=14,title=q03.intensity%3A partial::2.6667 of 4 points."
    )
    assert "%0A::error::forged%0A" in partial
    assert not any(line.startswith("::error::forged") for line in lines)


def test_commas_colons_and_per_cents_are_escaped(graded: Entry):
    text = github.marks(graded.report)
    assert "::error file=an%2C odd%3A name.md,line=7,title=q08.macs%3A invalid::" in text
    assert "100 %25 of it" in text


def test_of_each_type_at_most_ten_are_printed_and_the_last_says_how_many_more(graded: Entry):
    many = tuple(Verdict(f"q{i}.a", "symbolic", Status.INCORRECT, 0.0, float(i)) for i in range(25))
    lines = github.marks(replace(graded.report, verdicts=many)).splitlines()
    assert len(lines) == 10
    assert "title=q24.a" in lines[0]
    assert lines[-1].endswith("(15 more of this type: see the job summary)")


def test_a_fault_of_ours_is_no_error_of_the_students(graded: Entry):
    line = next(line for line in github.marks(graded.report).splitlines() if "q17.train" in line)
    assert line.startswith("::warning ")


def test_untrusted_text_stands_between_stop_commands_and_a_fresh_token():
    text = github.inert("::error::forged\n")
    first, body, last = text.splitlines()
    token = first.removeprefix("::stop-commands::")
    assert (body, last) == ("::error::forged", f"::{token}::")
    assert len(token) == 32
    assert github.inert("x") != github.inert("x")


@given(st.integers(0, 400_000), st.sampled_from(["a", "é", "𝔸\n"]))
def test_a_summary_is_never_as_large_as_what_github_drops(count: int, letter: str):
    text = github.summary(f"# Report\n{letter * count}\n")
    assert len(text.encode()) < 1024 * 1024
    assert text.startswith("# Report\n")
