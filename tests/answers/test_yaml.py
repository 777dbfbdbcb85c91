"""YAML: every scalar as typed with its line, caps before work, and one bad key costs one part."""

import pytest

from grader.errors import SubmissionError


def text(read, part):
    return read.answers[part].text


@pytest.mark.parametrize(
    ("typed", "read_as"),
    [
        ("no", "no"),
        ("1e12", "1e12"),
        ("2,473", "2,473"),
        ("0x10", "0x10"),
        ("1_000", "1_000"),
        ("010", "010"),
        ("1:30", "1:30"),
        ("2026-01-01", "2026-01-01"),
        (".5", ".5"),
        ("true", "yes"),
        ("False", "no"),
        ("'true'", "true"),
        ("$\\frac{MNK}{MN + MK + NK}$", "$\\frac{MNK}{MN + MK + NK}$"),
        ("'$\\frac{N}{2}$'", "$\\frac{N}{2}$"),
        ('"$\\\\frac{N}{2}$"', "$\\frac{N}{2}$"),
        ("(N_o, L_r, L_c)", "(N_o, L_r, L_c)"),
        ("!!python/object/apply:os.system ['true']", "true"),
        ("!!int 3", "3"),
        ("'it''s'", "it's"),
        ("|\n    a\n    b", "a\nb"),
        (">\n    a\n    b", "a b"),
        ("a\n    b", "a b"),
        ("N  # squared", "N"),
    ],
)
def test_every_scalar_is_the_text_that_was_typed(hand_in, typed, read_as):
    assert text(hand_in(f"  q04.macs: {typed}\n", "answers.yaml"), "q04.macs") == read_as


@pytest.mark.parametrize(
    "command", ["frac{a}{b}", "sqrt{N}", "times", "beta", "cdot", "nu", "rho", "alpha", "xi", "Upsilon"]
)
def test_latex_in_double_quotes_keeps_its_backslash_and_is_mentioned(hand_in, command):
    read = hand_in(f'  q04.macs: "N \\{command} N"\n', "answers.yaml")
    assert text(read, "q04.macs") == f"N \\{command} N"
    assert read.warnings and read.warnings[0].startswith("answers.yaml:4: ")


def test_escapes_that_are_meant_are_read(hand_in):
    read = hand_in('  q04.macs: "a\\n\\u00e9\\xE9\\"\\\\\\ud83d\\ude00\\ud800"\n', "answers.yaml")
    assert text(read, "q04.macs") == 'a\néé"\\😀\ufffd'
    assert not read.warnings


def test_each_answer_knows_its_line_also_in_a_block(hand_in):
    read = hand_in("  q03.intensity: N\n  q05.why: |\n    first\n    second\n  q04.macs:\n    N\n", "answers.yaml")
    lines = {part: str(answer.where) for part, answer in read.answers.items() if not answer.left_out}
    assert lines == {"q03.intensity": "answers.yaml:4", "q05.why": "answers.yaml:6", "q04.macs": "answers.yaml:9"}


@pytest.mark.parametrize("items", ["[N_o, L_r, L_c]", "\n    - N_o\n    - L_r\n    - L_c", '["N_o", L_r, "L_c"]'])
def test_dimensions_may_be_a_list(hand_in, items):
    assert text(hand_in(f"  q11.stride1: {items}\n", "answers.yaml"), "q11.stride1") == "(N_o, L_r, L_c)"


@pytest.mark.parametrize(
    "table",
    [
        "  q04.table:\n    mnist: {n: 784, macs: 614656}\n",
        "  q04.table:\n    MNIST:\n      N: 784\n      MACs: 614656\n",
        "  q04:\n    table:\n      mnist: {n: 784, macs: 614656}\n",
        "  q04.table.mnist: {n: 784, macs: 614656}\n",
        "  q04.table.mnist.n: 784\n  'q04.table.MNIST.macs': 614656\n",
        "  q04.table:\n    mnist.n: 784\n    mnist.macs: 614656\n",
        "  q04.table: |\n    | | N | MACs |\n    |-|-|-|\n    | MNIST | 784 | 614656 |\n",
        "  q04.table:\n    n: {mnist: 784}\n    macs: {mnist: 614656}\n",
    ],
)
def test_a_table_may_be_nested_or_given_cell_by_cell(hand_in, table):
    read = hand_in(table, "answers.yaml")
    found = read.answers["q04.table"]
    assert {key: cell.text for key, cell in found.cells.items()} == {"mnist.n": "784", "mnist.macs": "614656"}
    assert found.problem is None


@pytest.mark.parametrize("empty", ["", "~", "null", "''", "'-'", "-", "- # not yet", "skip", "[]", "{}", "|\n\n"])
def test_what_means_left_out_is_left_out(hand_in, empty):
    read = hand_in(f"  q04.macs: {empty}\n  q04.memory: N\n", "answers.yaml")
    assert read.answers["q04.macs"].left_out
    assert text(read, "q04.memory") == "N"


def test_a_bare_dash_inside_a_block_is_left_alone(hand_in):
    read = hand_in("  q04.macs: -\n  q05.why: |\n    weights: -\n    a: - # b\n", "answers.yaml")
    assert text(read, "q05.why") == "weights: -\na: - # b"


def test_a_key_given_twice_costs_only_its_part(hand_in):
    read = hand_in("  q04.macs: N\n  q04.memory: M\n  q04.macs: N^2\n", "answers.yaml")
    assert read.answers["q04.macs"].problem == (
        "answered more than once, at answers.yaml:4 and answers.yaml:6; keep one"
    )
    assert text(read, "q04.memory") == "M"


def test_a_table_given_twice_costs_only_its_part(hand_in):
    read = hand_in("  q04.table: {mnist: {n: 1}}\n  q04.table: {hd: {n: 1}}\n  q04.macs: N\n", "answers.yaml")
    assert "answered more than once" in read.answers["q04.table"].problem
    assert text(read, "q04.macs") == "N"


def test_braces_without_quotes_cost_only_their_part(hand_in):
    read = hand_in("  q04.macs: {N}\n  q04.memory: M\n", "answers.yaml")
    assert "takes one answer" in read.answers["q04.macs"].problem
    assert text(read, "q04.memory") == "M"


def test_a_row_that_is_no_map_costs_only_its_cells(hand_in):
    read = hand_in("  q04.table:\n    mnist: 784\n    hd: {n: 3}\n", "answers.yaml")
    found = read.answers["q04.table"].cells
    assert "wants its columns as keys" in found["mnist.n"].problem
    assert found["hd.n"].text == "3"


def test_an_unknown_id_names_the_nearest(hand_in):
    read = hand_in("  q03.intensty: N\n  q99: 1\n  q03: 7\n", "answers.yaml")
    assert read.warnings[0] == 'answers.yaml:4: there is no part "q03.intensty"; the nearest is q03.intensity'
    assert "that is a question; its parts are q03.intensity, q03.proof" in read.warnings[2]


@pytest.mark.parametrize(
    ("body", "line", "advice"),
    [
        ("  q05.why: because: it is large\n", 4, "single quotes"),
        ("  q04.macs: 'N\n  q04.memory: M\n", 4, "never closed"),
        ("  q04.macs: [N\n", 4, "never closed"),
        ("\tq04.macs: N\n", 4, "tab"),
        ("  q04.macs: `N`\n", 4, "single quotes"),
        ("  q04.macs: *N\n", 4, "single quotes"),
        ("  q04.macs: &\n", 4, "single quotes"),
        ("  q04.macs: 'N' squared\n", 4, "after a closing quote"),
        ("  q05.why: | because\n", 4, "under the key"),
        ("  q04.macs: - 3\n", 4, "quotes"),
        ("  ? {a: b}\n  : c\n", 4, "single quotes"),
        ("  q04.macs: \x07\n", 4, "control character"),
        ("  q04.macs: '' N^2\n", 4, "text after a closing quote; put the whole answer in one pair of single quotes"),
        ("  q04.macs: ''N^2''\n", 4, "text after a closing quote"),
        ("  q05.why: 'It's too big'\n", 4, "an apostrophe inside them is written twice"),
        ("  q01.read: yes\n  q04.macs: 'N^2\n  q06.longer: no\n  q08.macs: 'N_i'\n", 5, "never closed"),
        ("  q04.macs: {N}^2\n", 4, "text after a closing bracket or brace; put the whole answer in"),
        ("  q04.macs: [N]*[N]\n", 4, "text after a closing bracket or brace"),
        (
            "  q04.macs: N\n   q04.memory: M\n",
            5,
            "indented further than the key above; begin it in the column of the key",
        ),
        ("  q04.macs: 'N'\n   q04.memory: M\n", 5, "indented differently"),
        ("  q04.macs: N\n q04.memory: M\n", 5, "indented differently"),
        ("  q06.longer:no\n  q04.macs: N\n", 4, 'no space after the colon; write "q06.longer: no"'),
        ("  q04.macs: N\n  q06.longer:no\n  q08.macs: N\n", 5, 'no space after the colon; write "q06.longer: no"'),
        ("  q04.macs: N\n  q06.longer no\n  q08.macs: N\n", 5, "write key, colon, space, answer"),
        ("  q03.proof: |\nMNK fixed\nM = N = K\n", 5, "indent it further than the key"),
    ],
)
def test_a_syntax_error_is_one_line_that_says_where_and_what_to_do(hand_in, body, line, advice):
    with pytest.raises(SubmissionError) as refused:
        hand_in(body, "answers.yaml")
    message = str(refused.value)
    assert message.startswith(f"answers.yaml:{line}: ")
    assert advice in message
    assert "\n" not in message


def test_aliases_written_out_are_counted_before_they_are():
    from grader.answers import yaml

    laughs = "a0: &a0 [lol, lol]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 60))
    with pytest.raises(SubmissionError, match="each alias written out"):
        yaml.read(laughs, "answers.yaml")


def test_an_alias_is_read_as_what_it_stands_for(hand_in):
    read = hand_in("  q12.smaller: &a yes\n  q12.square: *a\n", "answers.yaml")
    assert text(read, "q12.square") == "yes"


@pytest.mark.parametrize("deep", ["[" * 100_000, "{a: " * 10_000, "- " * 10_000, "&a [*a]"])
def test_depth_is_capped_before_it_costs(hand_in, deep):
    with pytest.raises(SubmissionError):
        hand_in(f"  q04.macs:\n    {deep}\n", "answers.yaml")


@pytest.mark.parametrize(
    "top", ["- a\n", "just text\n", "[1, 2]\n", "assignment: hw01\nanswers: [1]\n", "assignment: hw01\nanswers: x\n"]
)
def test_what_is_no_map_of_answers_is_refused(hand_in, top):
    with pytest.raises(SubmissionError, match=r"answers\.yaml:\d+: .*map"):
        hand_in(top, "answers.yaml", bare=True)


def test_answers_may_be_empty_or_stand_at_the_top(hand_in):
    assert not hand_in("assignment: hw01\nanswers:\n", "a.yaml", bare=True).answers
    for head in ("", "answers:\n", "answers: {q05.why: x}\n"):
        read = hand_in(f"assignment: hw01\n{head}q04.macs: N\n", "b.yaml", bare=True)
        assert read.answers["q04.macs"].text == "N"


def test_documents_in_one_file_are_read_together(hand_in):
    assert text(hand_in("---\nassignment: hw01\n---\nanswers: {q04.macs: N}\n", "a.yml", bare=True), "q04.macs") == "N"


@pytest.mark.parametrize("macs", ["614,656", "22,658,678,784", "614,656.5", "~614,656", "614,656 MACs"])
@pytest.mark.parametrize("after", ["}", ", memory: 3}", " }", ",\n      memory: 3}"])
def test_a_number_with_commas_in_braces_is_one_number(hand_in, macs, after):
    read = hand_in(f"  q04.table: {{mnist: {{n: 784, macs: {macs}{after}}}\n", "answers.yaml")
    found = read.answers["q04.table"].cells
    assert (found["mnist.n"].text, found["mnist.macs"].text, found["mnist.macs"].problem) == ("784", macs, None)
    assert read.answers["q04.table"].notes == ()


@pytest.mark.parametrize("macs", ["614, 656", "0,25", "1,2,345", "max(N, M)", "N,M"])
def test_another_comma_without_quotes_costs_only_its_cell(hand_in, macs):
    read = hand_in(f"  q04.table: {{mnist: {{n: 784, macs: {macs}, memory: 3}}}}\n", "answers.yaml")
    found = read.answers["q04.table"].cells
    assert found["mnist.macs"].problem == f'a comma in "{macs}"; put the whole answer in quotes'
    assert (found["mnist.n"].problem, found["mnist.memory"].text) == (None, "3")


def test_a_column_left_empty_in_braces_is_left_out(hand_in):
    found = hand_in("  q04.table: {mnist: {n: 784, macs: , memory: 3}}\n", "answers.yaml").answers["q04.table"].cells
    assert found["mnist.macs"].left_out
    assert (found["mnist.n"].text, found["mnist.memory"].text) == ("784", "3")


@pytest.mark.parametrize("groups", [",234", ",N", ", 2"])
def test_thousands_of_commas_in_braces_cost_no_time(hand_in, groups):
    read = hand_in(f"  q04.table: {{mnist: {{n: 1{groups * 24_000}}}}}\n", "answers.yaml")
    assert "put the whole answer in quotes" in read.answers["q04.table"].cells["mnist.n"].problem


@pytest.mark.parametrize("typed", ["!5", "!N foo", '!N "foo"'])
def test_an_answer_that_yaml_takes_for_a_tag_is_not_lost(hand_in, typed):
    answer = hand_in(f"  q04.macs: {typed}\n", name="answers.yaml").answers["q04.macs"]
    assert not answer.left_out
    assert "begins with !; put the answer in single quotes" in answer.problem


def test_a_number_that_a_comma_cuts_in_a_list_is_not_read_as_two(hand_in):
    read = hand_in("  q15.output: [1,024, 1]\n  q11.columns: ['1', '024']\n", name="answers.yaml")
    assert read.answers["q15.output"].problem == 'a comma cuts "1,024" in two; put each number in quotes'
    assert read.answers["q11.columns"].problem is None
