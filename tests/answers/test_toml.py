"""TOML: checked against the standard library's reader, which knows neither lines nor the text of numbers."""

import tomllib

import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from grader.answers import toml
from grader.answers.nested import Items, Scalar
from grader.errors import SubmissionError


def text(read, part):
    return read.answers[part].text


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("'no'", "no"),
        ("1e12", "1e12"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("+3.50", "+3.50"),
        ("true", "yes"),
        ("false", "no"),
        ("'true'", "true"),
        ("1979-05-27 07:32:00", "1979-05-27 07:32:00"),
        ("'$\\frac{N}{2}$'", "$\\frac{N}{2}$"),
        ('"$\\\\frac{N}{2}$"', "$\\frac{N}{2}$"),
        ('"a\\n\\u00e9 \\U0001F600"', "a\né 😀"),
        ("'''\na\nb'''", "a\nb"),
        ('"""\na \\\n   b"""', "a b"),
        ('"""a""""', 'a"'),
        ("'''a'''''", "a''"),
        ("['a', 'b']", "(a, b)"),
        ("[\n  'a', # first\n  'b',\n]", "(a, b)"),
    ],
)
def test_every_value_is_the_text_that_was_typed(hand_in, typed, read_as):
    assert text(hand_in(f"q11.stride1 = {typed}\n", "answers.toml"), "q11.stride1") == read_as


@pytest.mark.parametrize(
    "table",
    [
        "q04.table.mnist.n = 784\nq04.table.mnist.macs = 614656\n",
        "'q04.table'.mnist.n = 784\n\"q04.table.mnist.macs\" = 614656\n",
        "q04.table = { mnist = { n = 784, macs = 614656 } }\n",
        "[answers.q04.table.mnist]\nn = 784\nmacs = 614656\n",
        '[answers."q04.table".MNIST]\nN = 784\nMACs = 614656\n',
        "q04.table.mnist = {n = 784, macs = 614656}\n",
        "q04.table = '''\n| | N | MACs |\n|-|-|-|\n| MNIST | 784 | 614656 |'''\n",
    ],
)
def test_dotted_keys_mean_the_same_with_and_without_quotes(hand_in, table):
    found = hand_in(table, "answers.toml").answers["q04.table"]
    assert {key: cell.text for key, cell in found.cells.items()} == {"mnist.n": "784", "mnist.macs": "614656"}
    assert found.problem is None


def test_each_answer_knows_its_line(hand_in):
    read = hand_in("q03.intensity = 'N'\nq05.why = '''\nfirst\nsecond'''\n# note\nq04.macs = 3\n", "answers.toml")
    lines = {part: str(answer.where) for part, answer in read.answers.items()}
    assert lines == {"q03.intensity": "answers.toml:4", "q05.why": "answers.toml:6", "q04.macs": "answers.toml:9"}


def test_answers_that_strayed_into_a_table_are_found_and_mentioned(hand_in):
    read = hand_in(
        "[answers.q04.table.mnist]\nn = 784\n[answers.q04.table]\nhd.n = 3\nq05.why = 'large'\n", "answers.toml"
    )
    assert text(read, "q05.why") == "large"
    assert read.answers["q05.why"].notes == ("answers.toml:8: q05.why stands in the table of q04.table",)
    assert set(read.answers["q04.table"].cells) == {"mnist.n", "hd.n"}


def test_a_key_given_twice_costs_only_its_part(hand_in):
    read = hand_in("q04.macs = 'N'\nq04.memory = 'M'\n'q04.macs' = 'N'\n", "answers.toml")
    assert "at answers.toml:4 and answers.toml:6" in read.answers["q04.macs"].problem
    assert text(read, "q04.memory") == "M"


def test_latex_in_double_quotes_keeps_its_backslash_and_is_mentioned(hand_in):
    read = hand_in('q03.intensity = "$\\frac{M}{N} \\cdot \\times \\nu$"\n', "answers.toml")
    assert text(read, "q03.intensity") == "$\\frac{M}{N} \\cdot \\times \\nu$"
    assert read.warnings[0].startswith("answers.toml:4: \\frac inside double quotes")


@pytest.mark.parametrize(
    ("body", "line", "advice"),
    [
        ("q04.macs = N^2\n", 4, "single quotes"),
        ("q04.macs = 2,473\n", 4, "end of the line"),
        ("q04.macs = \n", 4, "single quotes"),
        ("q04.macs = 'N^2',\n", 4, "the end of the line was wanted; delete the comma after the answer"),
        ("q04.macs = 3, # mine\n", 4, "delete the comma after the answer"),
        ("q04.table = {mnist = {macs = 614,656}}\n", 4, "the rest of a number with a comma? put that in single quotes"),
        ("q04.macs = 'N\nq = 1\n", 4, "never closed"),
        ("q04.macs = '''N\n", 4, "never closed"),
        ("q04.macs = “N”\n", 4, "straight single quotes"),
        ("q04.macs: 'N'\n", 4, "equals sign"),
        ("a = 1\n\nq04.macs 'N'\n", 6, "equals sign"),
        ("[answers\n", 4, "closing ]"),
        ("q04.macs = ['N'\n", 5, "comma or a closing bracket"),
        ("q04.macs = 'N' 'M'\n", 4, "end of the line"),
        ("= 3\n", 4, "key was wanted"),
        ("q04.macs = " + "[" * 5000 + "\n", 4, "deep"),
        ("a" + ".a" * 5000 + " = 1\n", 4, "deep"),
        ("q04.macs = [" + "1," * 100_000 + "]\n", 4, "values"),
    ],
)
def test_a_syntax_error_is_one_line_that_says_where_and_what_to_do(hand_in, body, line, advice):
    with pytest.raises(SubmissionError) as refused:
        hand_in(body, "answers.toml")
    message = str(refused.value)
    assert message.startswith(f"answers.toml:{line}: ")
    assert advice in message
    assert "\n" not in message and len(message) < 300


def plain(node):
    """The tree as tomllib would give it, but with every scalar as text; dotted keys are put together."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Items):
        return [plain(item) for item in node.items]
    together = {}
    for key, child in node.pairs:
        value = plain(child)
        if isinstance(value, dict) and isinstance(together.get(key), dict):
            merge(together[key], value)
        else:
            together[key] = value
    return together


def merge(left, right):
    for key, value in right.items():
        if isinstance(value, dict) and isinstance(left.get(key), dict):
            merge(left[key], value)
        else:
            left[key] = value


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\b\f\r"), max_size=20).map(
    lambda text: text.replace("\n", "\n ").replace("\t", "\t ")  # else a tab and "au" would be LaTeX's \tau
)
keys = texts.filter(bool)
documents = st.recursive(
    st.dictionaries(keys, texts | st.lists(texts, max_size=3), max_size=3),
    lambda inner: st.dictionaries(keys, texts | inner, max_size=3),
)


@given(documents)
def test_what_a_toml_library_writes_is_read_as_the_standard_library_reads_it(document):
    written = tomlkit.dumps(document)
    assert plain(toml._Reader(written, "answers.toml").document()) == without_empty(tomllib.loads(written))


def without_empty(value):
    """A heading without keys under it says nothing, and our reader says nothing of it."""
    if not isinstance(value, dict):
        return value
    kept = {key: without_empty(item) for key, item in value.items()}
    return {key: item for key, item in kept.items() if item != {}}


@given(st.text(st.sampled_from("ab.=[]{}'\"#\n ,1_-e\\tu0x:"), max_size=30))
def test_what_the_standard_library_reads_is_read(text):
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    toml._Reader(text, "answers.toml").document()
