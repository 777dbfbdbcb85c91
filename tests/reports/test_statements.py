import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from grader.reports import statements
from grader.resources import folder

QUESTIONS = sorted(folder("exercises").glob("*/q*.toml"))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for entry in value.values() if isinstance(value, dict) else value:
            yield from _strings(entry)


def test_a_formula_in_a_sentence_is_typeset():
    shown = statements.html("The size $N_i$ of it.")
    assert "<p>The size <math" in shown
    assert "<msub><mi>N</mi><mi>i</mi></msub>" in shown


def test_a_formula_of_its_own_is_set_as_a_block():
    assert 'display="block"' in statements.html("$$a = b$$")


def test_a_price_is_no_formula():
    assert statements.inline("it costs $5 or $6") == "it costs $5 or $6"


def test_underscores_within_formulas_are_no_emphasis():
    assert "<em>" not in statements.html("$a_1 b_2$ and $c_3 d_4$")


def test_raw_html_is_shown_as_text():
    shown = statements.html("<script>alert(1)</script> and <b>bold</b>")
    assert "<script>" not in shown
    assert "&lt;b&gt;" in shown


def test_an_image_is_not_loaded():
    assert "<img" not in statements.html("![x](http://example.invalid/a.png)")


def test_a_script_is_no_address():
    assert "href" not in statements.html("[x](javascript:alert(1))")


def test_headings_of_a_statement_do_not_enter_the_outline_of_the_page():
    assert "<h1" not in statements.html("# Title\n\ntext")


def test_a_table_can_be_scrolled_by_keyboard():
    assert 'tabindex="0"' in statements.html("| a | b |\n| --- | --- |\n| 1 | 2 |")


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_formula_of_the_exercises_is_typeset(path: Path):
    sources = [text for text in _strings(tomllib.loads(path.read_text(encoding="utf-8"))) if "$" in text]
    left = [text for text in sources if 'class="tex"' in statements.html(text) or "$" in statements.html(text)]
    assert left == []
