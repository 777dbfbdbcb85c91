"""Bytes to text: marks, line endings, encodings that are not UTF-8, and what is no text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers.decoding import decode
from grader.errors import SubmissionError


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_text_with_or_without_a_mark_is_read(encoding):
    assert decode("a é ∝ 😀\nb".encode(encoding), "answers.md") == ("a é ∝ 😀\nb", ())


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_ending_is_one(ending):
    assert decode(f"a{ending}b{ending}".encode(), "answers.md")[0] == "a\nb\n"


def test_what_is_not_utf_8_is_read_as_windows_text_with_a_warning():
    text, warnings = decode(b"ok\n\x93quoted\x94 caf\xe9", "answers.md")
    assert text == "ok\n“quoted” café"
    assert warnings[0].startswith("answers.md:2: not UTF-8")


def test_one_bad_byte_leaves_the_rest_of_a_utf_8_file_as_it_is():
    text, warnings = decode("N² + 2N − 1\n√N\n".encode() + b"M\xfcller\n", "answers.md")
    assert text == "N² + 2N − 1\n√N\nM�ller\n"
    assert warnings == ("answers.md:3: a character that is not UTF-8, read as �; type what was meant there",)


def test_several_bad_bytes_are_counted_and_found_at_the_first():
    text, warnings = decode("N² × M² − √K ≥ ∝\n".encode() + b"a\xfc\nb\xe9\n", "answers.md")
    assert text.endswith("a�\nb�\n")
    assert warnings[0].startswith("answers.md:2: 2 characters that are not UTF-8")


@pytest.mark.parametrize("data", [b"\xb2 \xd7 \xc2\xb2", b"\xe9", b"\xc3\xa9 \xe9 \xe8 \xfc"])
def test_mostly_bad_bytes_are_windows_text(data):
    assert "Windows-1252" in decode(data, "answers.md")[1][0]


@pytest.mark.parametrize("data", [b"a\n\0", "x".encode("utf-16-le"), b"\x7fELF\0", b"\xff\xfea"])
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(SubmissionError, match=r"^answers\.md"):
        decode(data, "answers.md")


@given(st.binary(max_size=200))
def test_any_bytes_become_text_without_nul_or_carriage_return_or_are_refused(data):
    try:
        text, _ = decode(data, "answers.md")
    except SubmissionError:
        return
    assert "\0" not in text and "\r" not in text
    text.encode()


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r\ufeff")))
def test_utf_8_is_kept_as_it_is(text):
    assert decode(text.encode(), "answers.md") == (text, ())
