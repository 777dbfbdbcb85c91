import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from grader.reports.markdown import cell, code, escaped, fenced, remark, write
from grader.reports.visible import one_line, visible

#: A reader of Markdown that is as permissive as any site: raw HTML goes through.
READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
TAGS = {
    "h1", "h2", "h3", "p", "ul", "ol", "li", "strong", "table", "thead", "tbody", "tr", "th", "td", "pre", "code",
}  # fmt: skip
risky = st.text(st.sampled_from("ab1 \n`*_~[](){}<>!|&#+-=.:;\\\"'$@/\t\u202e\x1b"), max_size=60)


def _tags(html: str) -> set[str]:
    return set(re.findall(r"<([a-z0-9]+)", html))


def _text(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", html)).replace("\u2060", "").strip()


@given(risky)
def test_escaped_text_reads_as_it_was_written(text):
    html = READER.render("x " + escaped(text))
    assert _tags(html) == {"p"}
    assert _text(html) == ("x " + one_line(text)).strip()


@given(risky)
def test_escaped_text_is_a_paragraph_at_the_start_of_a_line_too(text):
    assert _tags(READER.render(escaped(text))) <= {"p"}


@given(risky)
def test_a_remark_holds_nothing_but_text_and_code(text):
    html = READER.render("- " + remark(text))
    assert _tags(html) <= {"ul", "li", "code"}


@given(risky)
def test_a_fence_cannot_be_left(text):
    html = READER.render(fenced(text) + "\n\nafter")
    assert _tags(html) == {"pre", "code", "p"}
    assert html.endswith("<p>after</p>\n")
    assert _text(html.split("<p>after")[0]) == visible(text).strip()


@given(risky)
def test_inline_code_cannot_be_left(text):
    html = READER.render(f"a {code(text)} b")
    assert _tags(html) <= {"p", "code"}
    assert " ".join(_text(html).split()) == " ".join(f"a {one_line(text)} b".split())


@given(risky)
def test_a_cell_stays_one_cell(text):
    html = READER.render(f"| a | b |\n| --- | --- |\n| {cell(text)} | end |")
    assert html.count("<td>") == 2
    assert "<td>end</td>" in html


@pytest.mark.parametrize(
    "text", ["http://example.invalid", "see www.example.invalid", "@everyone", "mailto:a@example.invalid", "HTTPS://x"]
)
def test_what_sites_link_by_themselves_is_broken_up(text):
    assert re.search(r"https?://|www\.|@\w|mailto:", escaped(text), re.I) is None


def test_the_report_says_score_verdicts_and_next_steps(report, assignment):
    text = write(report, assignment)
    assert text.startswith("# Homework 1: compute and memory: s042\n\n**31.5 of 45 points**\n")
    assert "| ✗ | `q03.intensity` | not correct yet | 0 / 4 |" in text
    assert "1. `q06.longer` (answers.md:36): `maybe` is none of yes, no: write one of them.\n" in text
    assert "| MNIST | ✓ `784` | ✗ `614456` | ~ `616,024` |".replace("~", "\\~") in text
    assert "hint 1: Count the MACs first: each of the $MN$ outputs takes how many?" in text


def test_every_part_of_the_report_is_in_it(report, assignment):
    text = write(report, assignment)
    assert all(f"`{verdict.part}`" in text for verdict in report.verdicts)


def test_its_tables_and_lists_are_read_as_such(report, assignment):
    html = READER.render(write(report, assignment))
    assert _tags(html) == TAGS
    assert html.count("<table>") == 9  # one a question, the table part's own, and how the training went


def test_hostile_text_brings_no_element_of_its_own(report, assignment, hostile, hostile_text):
    html = READER.render(write(hostile(hostile_text), assignment))
    assert _tags(html) <= TAGS
    assert html.count("<h2>") == 8
    assert html.count("<table>") == 9


def test_hints_can_be_left_out(report, assignment):
    assert "hint" not in write(report, assignment, hints=0)


def test_a_template_of_an_instructor_takes_the_place_of_ours(report, assignment, tmp_path):
    (tmp_path / "report").mkdir()
    own = "Hello {{ report.student }}, {{ report.score | number }}\n"
    (tmp_path / "report" / "page.md.j2").write_text(own, encoding="utf-8")
    assert write(report, assignment, templates=tmp_path) == "Hello s042, 31.5\n"
