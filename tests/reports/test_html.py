import base64
import hashlib
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from grader.errors import AssignmentError
from grader.model import Approximation, FollowThrough, Mistake, Report
from grader.reports import WRITERS
from grader.reports.html import write

VOID = {"meta", "link", "img", "rect", "line", "path", "br", "hr"}


class _Page(HTMLParser):
    """Elements with their attributes and text, by the standard library's reader; nesting must be right."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(source)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.text += data

    def tags(self) -> set[str]:
        return {tag for tag, _ in self.elements}


@pytest.fixture
def page(report, assignment) -> _Page:
    return _Page(write(report, assignment))


def test_the_policy_forbids_all_but_this_style_and_images_within(report, assignment):
    text = write(report, assignment)
    style = re.search(r"<style>(.*?)</style>", text, re.S)
    assert style is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
    found = [a["content"] for tag, a in _Page(text).elements if a.get("http-equiv") == "Content-Security-Policy"]
    assert found == [policy]


def test_there_is_no_script_no_handler_no_inline_style_and_no_address_outside(page):
    assert not page.tags() & {"script", "iframe", "object", "embed", "form", "base", "foreignobject", "animate", "set"}
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"]
        for name in ("href", "src", "xlink:href"):
            assert attributes.get(name, "#").startswith(("#", "data:"))


def test_identities_are_unique_and_every_link_leads_somewhere(page):
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [a["href"][1:] for tag, a in page.elements if tag == "a"]
    labels = [a["aria-labelledby"] for _, a in page.elements if "aria-labelledby" in a]
    assert len(targets) > 10
    assert set(targets + labels) <= set(ids)


def test_headings_go_down_one_level_at_a_time(page):
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_summary_comes_before_the_first_question(report, assignment):
    text = write(report, assignment)
    assert text.index('id="summary"') < text.index('id="q03"')
    assert text.index("31.5") < text.index("Look at next") < text.index('id="q03"')


def test_every_verdict_is_said_in_words_and_sign(report, assignment, page):
    for word in ("correct", "partly correct", "not correct yet", "could not be read", "left out"):
        assert word in page.text
    for verdict in report.verdicts:
        assert f'id="{verdict.part}"' in write(report, assignment)


def test_the_answer_is_shown_as_written_and_as_read(report, assignment):
    text = write(report, assignment)
    assert "<code>$\\frac{2MNK}{MN + MK + NK}$</code>" in text
    assert "<mfrac><mrow><mi>M</mi><mo>⋅</mo><mi>N</mi>" in text


def test_an_answer_read_as_it_stands_is_not_repeated(report, assignment):
    same = replace(report.verdicts[6], answer="F_r - 1", read_as="F_r - 1")
    assert "Read as" not in write(replace(report, verdicts=(same,)), assignment)


def test_mathml_that_is_not_plain_falls_back_to_text(report, assignment):
    evil = replace(report.verdicts[0], evidence={"mathml": "<math><mi href='javascript:alert(1)'>x</mi></math>"})
    text = write(replace(report, verdicts=(evil,)), assignment)
    assert "javascript" not in text
    assert "<code>2*M*N*K/(M*N + M*K + N*K)</code>" in text


def test_cells_are_a_table_with_headers_and_a_caption(report, assignment):
    table = write(report, assignment).split('<table class="cells"')[1].split("</table>")[0]
    assert table.count('scope="col"') == 3
    assert table.count('scope="row"') == 3
    assert "<caption>" in table
    assert table.count("<td") == 10


def test_each_chart_has_a_table_of_its_numbers(report, assignment):
    text = write(report, assignment)
    assert text.count('<svg class="chart') == 3
    assert text.count('<details class="data">') == 3
    assert text.count("Accuracy in % against training step") == 1
    assert 'aria-label="Accuracy from step 0 to 4,975: from 10 % to 98 %.' in text
    confusion = report.verdicts[-1].evidence["confusion"]
    shown = re.findall(r"<td>(\d+)</td>", text.split("Images by digit (rows)")[1].split("</table>")[0])
    assert [int(count) for count in shown] == [count for row in confusion for count in row]


def test_costs_of_layers_add_up(report, assignment):
    layers = write(report, assignment).split('<table class="layers">')[1].split("</table>")[0]
    assert "<td>62,720</td><td>5,546</td><td>9,130</td>" in layers


def test_hints_are_folded_up_and_come_by_level(report, assignment):
    assert write(report, assignment, hints=0).count('<details class="hint">') == 0
    assert write(report, assignment, hints=1).count('<details class="hint">') == 2
    assert write(report, assignment, hints=2).count('<details class="hint">') == 3


def test_a_training_part_that_failed_has_its_feedback_and_no_chart(report, assignment):
    failed = replace(report.verdicts[-1], feedback=("stopped while training: NameError",), evidence={"data": "drawn"})
    text = write(replace(report, verdicts=(failed,)), assignment)
    assert "stopped while training: NameError" in text
    assert '<svg class="chart' not in text


def test_a_long_answer_is_cut_and_says_so(report, assignment):
    long = replace(report.verdicts[3], answer="a" * 25_000)
    assert "5000 more characters are not shown here" in write(replace(report, verdicts=(long,)), assignment)


def test_hostile_text_comes_through_as_text_only(report, assignment, hostile, hostile_text):
    plain, page = _Page(write(hostile("plain"), assignment)), _Page(write(hostile(hostile_text), assignment))
    assert page.tags() - {"details", "summary"} <= plain.tags()
    assert not [a for _, a in page.elements for name in a if name.startswith("on") or name == "style"]
    assert all(a["src"].startswith("data:image/png;base64,") for tag, a in page.elements if tag == "img")
    assert "\x1b" not in page.text
    assert "\u202e" not in page.text


def test_a_template_of_an_instructor_takes_the_place_of_ours(report, assignment, tmp_path):
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "question.html.j2").write_text("<p>{{ section.question.title }}</p>", encoding="utf-8")
    text = write(report, assignment, templates=tmp_path)
    assert "<p>Matrix multiplication</p>" in text
    assert 'id="summary"' in text


def test_an_own_style_sheet_is_allowed_by_the_policy(report, assignment, tmp_path):
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "style.css").write_text("body { color: red; }", encoding="utf-8")
    text = write(report, assignment, templates=tmp_path)
    digest = base64.b64encode(hashlib.sha256(b"\nbody { color: red; }").digest()).decode()
    policy = [a["content"] for _, a in _Page(text).elements if "http-equiv" in a]
    assert f"style-src 'sha256-{digest}'" in policy[0]


@pytest.mark.parametrize("source", ["{{ nothing.at.all }}", "{% if %}", "{% include 'report/none.j2' %}"])
def test_a_template_at_fault_is_named_to_its_author(report, assignment, tmp_path, source):
    (tmp_path / "report").mkdir()
    (tmp_path / "report" / "question.html.j2").write_text(source, encoding="utf-8")
    with pytest.raises(AssignmentError, match="compare it with the built-in template"):
        write(report, assignment, templates=tmp_path)


@pytest.mark.parametrize("name", list(WRITERS))
def test_no_report_gives_the_key_away(report, assignment, name):
    def keyed(part):
        return replace(
            part,
            reference="SECRET_KEY",
            reference_source="SECRET_KEY",
            mistakes=(*part.mistakes, Mistake("SECRET_KEY", "SECRET_KEY")),
            approximations=(Approximation("SECRET_KEY", 1.0, "SECRET_KEY"),),
            follow=FollowThrough("SECRET_KEY", {"SECRET_KEY": "SECRET_KEY"}, 0.5),
            rubric={"SECRET_KEY": "SECRET_KEY"},
            cells=tuple(map(keyed, part.cells)),
        )

    questions = tuple(replace(q, parts=tuple(map(keyed, q.parts))) for q in assignment.questions)
    assert "SECRET_KEY" not in WRITERS[name](report, replace(assignment, questions=questions))


@pytest.mark.parametrize("name", list(WRITERS))
def test_a_report_without_verdicts_is_a_report(assignment, name):
    empty = Report("hw01", "s042", 0.0, 0.0, 0.0, 45.0, "1.0.0", "k", ())
    assert "s042" in WRITERS[name](empty, assignment)


@pytest.mark.parametrize("name", list(WRITERS))
def test_the_same_report_gives_the_same_text(report, assignment, name):
    assert WRITERS[name](report, assignment) == WRITERS[name](report, assignment)
