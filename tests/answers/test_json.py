"""JSON: numbers keep their text, repeated keys cost one part; checked against the standard library's reader."""

import json as standard

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answers import json
from grader.answers.nested import Items, Scalar
from grader.errors import SubmissionError


def text(read, part):
    return read.answers[part].text


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("1e12", "1e12"),
        ("614656", "614656"),
        ("1.50", "1.50"),
        ("-0", "-0"),
        ("1" * 6000, "1" * 6000),
        ("true", "yes"),
        ("false", "no"),
        ('"true"', "true"),
        ('"$\\\\frac{N}{2}$"', "$\\frac{N}{2}$"),
        ('"a\\nb\\/\\u00e9\\ud83d\\ude00"', "a\nb/é😀"),
        ('"\\ud800\\u0000"', "\ufffd\ufffd"),
        ("[1024, 1]", "(1024, 1)"),
        ('["N_o", "L_r"]', "(N_o, L_r)"),
    ],
)
def test_every_value_is_the_text_that_was_typed(hand_in, typed, read_as):
    assert text(hand_in(f'"q15.output": {typed}', "answers.json"), "q15.output") == read_as


def test_latex_with_single_backslashes_is_read_and_mentioned(hand_in):
    read = hand_in('"q03.intensity": "$\\frac{M}{N} \\cdot \\beta \\times \\nu$"', "answers.json")
    assert text(read, "q03.intensity") == "$\\frac{M}{N} \\cdot \\beta \\times \\nu$"
    assert read.warnings[0].startswith("answers.json:2: \\frac inside double quotes")


def test_each_answer_knows_its_line(hand_in):
    read = hand_in('"q03.intensity": "N",\n"q04.macs":\n  3', "answers.json")
    assert {part: answer.where.line for part, answer in read.answers.items()} == {"q03.intensity": 2, "q04.macs": 4}


def test_a_key_given_twice_costs_only_its_part(hand_in):
    read = hand_in('"q04.macs": "N",\n"q04.memory": "M",\n"q04.macs": "N"', "answers.json")
    assert "at answers.json:2 and answers.json:4" in read.answers["q04.macs"].problem
    assert text(read, "q04.memory") == "M"


@pytest.mark.parametrize("empty", ["null", '""', '"-"', "[]", "{}"])
def test_what_means_left_out_is_left_out(hand_in, empty):
    assert hand_in(f'"q04.macs": {empty}', "answers.json").answers["q04.macs"].left_out


def test_lists_in_a_list_cost_only_their_part(hand_in):
    read = hand_in('"q15.output": [[1]], "q04.macs": "N"', "answers.json")
    assert "list of plain values" in read.answers["q15.output"].problem
    assert text(read, "q04.macs") == "N"


@pytest.mark.parametrize(
    ("body", "line", "advice"),
    [
        ("", 1, "a value was wanted"),
        ('{"assignment": "hw01",\n "answers": {"q04.macs": "N",}\n}', 2, "delete the comma before the closing brace"),
        ('{"assignment": "hw01", // mine\n "answers": {}}', 1, "JSON has no comments; delete it"),
        ('{"assignment": "hw01"\n # mine\n, "answers": {}}', 2, "JSON has no comments; delete it"),
        ('/* mine */ {"assignment": "hw01"}', 1, "JSON has no comments; delete it"),
        ("{\"assignment\": 'hw01'}", 1, "single quotes; put each key and each answer in straight double quotes"),
        ('{"assignment": "hw01",\n“q04.macs”: “N”}', 2, "curly quotes; put each key and each answer in straight"),
        ('{"assignment": "hw01",\n "q06.longer": False}', 2, "write true, false or null"),
        ('{"q04.table": {"mnist": {"macs": 614,656}}}', 1, "a comma inside a number without quotes"),
        ('{"q05.why": "the "weights" are large"}', 1, 'is there a double quote inside the answer? write \\" for it'),
        ('{"assignment": "hw01"\n "answers": {}}', 2, "comma after the last answer"),
        ('{"assignment": hw01}', 1, "straight double quotes"),
        ("{“assignment”: “hw01”}", 1, "straight double quotes"),
        ("{'assignment': 'hw01'}", 1, "straight double quotes"),
        ('{"assignment": "hw01\n}', 1, "never closed"),
        ('{"assignment" "hw01"}', 1, "colon"),
        ('{"assignment": "hw01"} x', 1, "end of the file"),
        ('{"assignment": 1.}', 1, "straight double quotes"),
        ('{"assignment": 01}', 1, "straight double quotes"),
        ('{"assignment": NaN}', 1, "straight double quotes"),
        ("[" * 100_000, 1, "deep"),
        ('{"a":' * 100_000, 1, "deep"),
        ("[" + "1," * 100_000, 1, "values"),
    ],
)
def test_a_syntax_error_is_one_line_that_says_where_and_what_to_do(hand_in, body, line, advice):
    with pytest.raises(SubmissionError) as refused:
        hand_in(body, "answers.json", bare=True)
    message = str(refused.value)
    assert message.startswith(f"answers.json:{line}: ")
    assert advice in message
    assert "\n" not in message and len(message) < 300


def plain(node):
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    return {key: plain(child) for key, child in node.pairs}


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\b\f\r\n\t"), max_size=20)
values = st.recursive(
    texts | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
)


@given(values, st.sampled_from([None, 2]), st.booleans())
def test_what_the_standard_library_writes_is_read_as_it_reads_it(value, indent, ascii_only):
    written = standard.dumps(value, indent=indent, ensure_ascii=ascii_only)
    expected = standard.loads(written, parse_int=str, parse_float=str)
    assert plain(json._Reader(written, "answers.json").document()) == as_text(expected)


def as_text(value):
    if isinstance(value, dict):
        return {key: as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_text(item) for item in value]
    return {True: "true", False: "false", None: "null"}.get(value, value) if not isinstance(value, str) else value


@given(st.text(st.sampled_from('{}[]",:01.eE+-truefalsn\\ \n'), max_size=25))
def test_what_the_standard_library_refuses_is_refused_and_the_other_way_round(text):
    try:
        standard.loads(text, parse_constant=lambda name: 1 / 0)
        fine = True
    except (ValueError, ZeroDivisionError):
        fine = False
    try:
        json._Reader(text, "answers.json").document()
        ours = True
    except SubmissionError:
        ours = False
    assert ours or not fine
    if ours and "\\" not in text:
        assert fine
