"""A student's words in a message: one line, and quotes that cannot be mistaken for theirs."""

import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import answers
from grader.answers import limits
from grader.answers.sheet import quoted
from grader.errors import SubmissionError
from grader.model import Submission

MARKS = "\"'“”«»‹›"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("MNK", '"MNK"'),
        ('"MNK fixed', "'\"MNK fixed'"),
        ("it's", '"it\'s"'),
        ('"q05.why": "it\'s', '“"q05.why": "it\'s”'),
        ("\"'“", "«\"'“»"),
        ("a\n\n  b\tc", '"a b c"'),
        ("red\x1b[31m", '"red�[31m"'),
        ("", '""'),
    ],
)
def test_the_quotes_are_such_as_the_text_has_none_of(text, shown):
    assert quoted(text) == shown


@given(st.text(st.sampled_from(MARKS + "ab \n\x1b")))
def test_whatever_it_holds_the_message_stays_one_readable_line(text):
    shown = quoted(text)
    assert shown.isprintable() and len(shown) <= limits.QUOTED_CHARACTERS + 2
    assert shown[0] not in shown[1:-1] and shown[-1] not in shown[1:-1]
    assert "`" not in shown[0] + shown[-1], "reports typeset what stands between backticks"


#: Files with double quotes just where the message quotes them.
BROKEN = {
    "a string that never ends": ("json", '"q03.proof": "MNK fixed\n'),
    "a comma left out": ("json", '"q01.read": "done"\n"q02.read": "done"'),
    "an unknown part": ("json", '"q99.\\"odd\\"": "done"'),
    "a row that is none": ("md", '### q04.table\n| input | N |\n| --- | --- |\n| the "HD" one | 5 |\n'),
    "a column that is none": (
        "md",
        '### q04.table\n| input | N | "M" count |\n| --- | --- | --- |\n| MNIST | 784 | 5 |\n',
    ),
    "a key under one answer": ("toml", "q04.macs.'\"a\"' = 'N^2'\n"),
    "a colon in an answer": ("yaml", '  q05.why: because: "it is too large"\n'),
    "an answer without quotes": ("toml", 'q03.intensity = MNK "fixed"\n'),
    "a heading in a code block": ("md", '```\n### q01.read "done"\n```\n'),
}


def said(read: Callable[[], Submission]) -> list[str]:
    """Everything that reading a submission says to its student."""
    try:
        found = read()
    except SubmissionError as error:
        return [str(error)]
    heard = [*found.warnings]
    for answer in found.answers.values():
        for one in (answer, *answer.cells.values()):
            heard += [*one.notes, *([one.problem] if one.problem else [])]
    return heard


@pytest.mark.parametrize("name", BROKEN)
def test_no_message_quotes_a_quote_by_the_same_marks(hand_in, name):
    form, text = BROKEN[name]
    heard = said(lambda: hand_in(text, f"answers.{form}"))
    assert any('"' in line for line in heard), heard
    for line in heard:
        assert '""' not in line and "''" not in line and "\n" not in line, line


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ('{"assignment": "hw01", "answers": "say \\"yes\\""}', "answers is 'say \"yes\"'"),
        ('{"assignment": "the \\"first\\" one", "answers": {}}', "there is no assignment 'the \"first\" one'"),
        ('{"assignment": "hw01", "answers": {}} "more"', "not JSON at '\"more\"': the end of the file was wanted"),
    ],
)
def test_the_head_of_a_file_is_quoted_by_the_same_rule(hand_in, text, shown):
    (line,) = said(lambda: hand_in(text, "answers.json", bare=True))
    assert shown in line


def test_names_in_a_zip_are_quoted_by_the_same_rule(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("answers.md", "---\nassignment: hw01\nstudent: s1\n---\n### q01.read\ndone\n")
        archive.writestr('../"out".md', "x")
    assert any("'../\"out\".md'" in line for line in said(lambda: answers.read(path)))
