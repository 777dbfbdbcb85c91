"""Each error of an author is one line that names the file, the line and the key."""

from __future__ import annotations

import shutil
import tomllib

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader import catalog, resources
from grader.errors import AssignmentError

RUBRIC_PART = """
[parts.why]
kind = "text"
points = 0
statement = "Why?"

[parts.why.rubric]

[[parts.why.rubric.concepts]]
name = "it"
share = 1.0
polarity = "affirmed"
phrasings = ["it does"]

[[parts.why.rubric.examples]]
text = "It does."
outcome = "correct"
"""

ORDER_PART = """
[parts.lines]
kind = "order"
points = 0
statement = "Order."

[parts.lines.rubric]
blocks = { A = "first", B = "second" }
orders = [{ name = "one", needs = { A = [], B = ["A"] } }]
examples = { right = ["A B"], wrong = ["B A"] }
"""

TRAINING_PART = """
[parts.train]
kind = "training"
points = 0
statement = "Train."
file = "net.py"
bands = [[50, 0.5], [90, 1.0]]
limits = { wall_seconds = 5 }
"""


def refusal(folder) -> str:
    with pytest.raises(AssignmentError) as caught:
        catalog.load("small", folder)
    message = str(caught.value)
    assert message.startswith("small/")
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ('kind = "choice"', 'kind = "choice"\npionts = 1', ["q01.toml:19 parts.can.pionts", "unknown key", "'points'"]),
        ("points = 1\n", "", ["q01.toml:17 parts.can:", "lacks the key 'points'"]),
        ("points = 1\n", 'points = "one"\n', ["q01.toml:19 parts.can.points", "wanted a number", "str 'one'"]),
        ("points = 1\n", "points = true\n", ["parts.can.points", "wanted a number"]),
        ("points = 1\n", "points = -1\n", ["parts.can.points", "0 or more"]),
        ("points = 1\n", "points = nan\n", ["parts.can.points", "0 or more"]),
        ('kind = "choice"', 'kind = "chioce"', ["q01.toml:18 parts.can.kind", "'chioce' is no kind", "choice"]),
        ('answer = "no"', 'answer = "maybe"', ["q01.toml:22 parts.can.answer", "none of the choices yes, no"]),
        ('answer = "no"\n', "", ["parts.can", "either 'reference'", "or 'answer'"]),
        ('answer = "no"', 'answer = "no"\nreference = "a:b"', ["parts.can", "not both"]),
        (
            'answer = "M*N"',
            'reference = "matmul:macks"',
            ["parts.cost.reference", "reference/matmul.py has no 'macks'"],
        ),
        ('answer = "M*N"', 'reference = "matmull:macs"', ["parts.cost.reference", "no module 'matmull'"]),
        ('answer = "M*N"', 'reference = "os.path:sep"', ["parts.cost.reference", "is no binding"]),
        ('answer = "M*N"', 'reference = "dense:table"', ["parts.cost.reference", "is a table"]),
        ('answer = "M*N"', 'reference = "matmul:sympy"', ["parts.cost.reference", "is a module"]),
        ('answer = "M*N"', 'answer = "M*L"', ["q01.toml:9 parts.cost.answer", "uses 'L'", "the part's symbols"]),
        ('answer = "M*N"', 'answer = "M*(N"', ["parts.cost.answer", "cannot be read"]),
        ('answer = "M*N"', 'answer = "(M, N)"', ["parts.cost.answer", "tuple"]),
        ('["M", "N"]', '["M", "N", "M"]', ["parts.cost.symbols", "twice"]),
        ('["M", "N"]', '["M", "N", "2"]', ["parts.cost.symbols", "is no symbol"]),
        ('["M", "N"]', '["M", "N", 2]', ["parts.cost.symbols", "wanted a list of strings"]),
        ('["M", "N"]', '["M", "N"]\neven = ["L"]', ["parts.cost.even", "'L' is not among"]),
        ('answer = "M + N"', 'answer = "N*M"', ["parts.cost.mistakes", "is the right answer"]),
        ('answer = "M + N"', 'answer = "M*N*(N+1)/(N+1)"', ["parts.cost.mistakes", "is the right answer"]),
        (
            'answer = "H + W"',
            'answer = "H*W"',
            ["parts.grid.columns.n.mistakes", "q01.grid.a.n", "is the right answer"],
        ),
        (
            'feedback = "Is it a sum?"\n\n[parts.can',
            "\n[parts.can",
            ["parts.cost.mistakes.1", "lacks the key 'feedback'"],
        ),
        ('"Think again."', '"2", "3", "4"', ["parts.cost.hints", "4 levels", "at most 3"]),
        ('title = "Row B"', 'title = "Row A."', ["parts.grid.rows", "means both 'a' and 'b'"]),
        ('["second row"]', '["**row a**"]', ["parts.grid.rows", "means both 'a' and 'b'"]),
        ('["second row"]', '["..."]', ["parts.grid.rows", "no letter or digit"]),
        ('title = "cost"', 'title = "N"', ["parts.grid.columns", "means both 'n' and 'cost'"]),
        (', b = { n = "20", cost = "400" }', "", ["parts.grid.answer", "no formula for row 'b', column 'cost'"]),
        ('cost = "36" }', 'cost = "36", z = "1" }', ["parts.grid.answer", "row 'a', column 'z'"]),
        ('title = "n"', 'title = "n"\npoints = 1', ["parts.grid.columns.cost", "lacks the key 'points'"]),
        ('values = { n = "n" }', 'values = { n = "m" }', ["columns.cost.follow", "'q01.grid.a.m' is no other part"]),
        ('values = { n = "n" }', 'values = { n = "cost" }', ["columns.cost.follow", "is no other part"]),
        ('answer = "n**2"', 'answer = "m**2"', ["columns.cost.follow", "uses 'm'"]),
        ("share = 0.5", "share = 1.5", ["columns.cost.follow.share", "up to 1, found 1.5"]),
        ("[parts.can]", '[parts."can.it"]', ["parts.can.it", "is no id"]),
        ("[parts.grid.rows.a]", "[parts.grid.rows.A]", ["q01.toml:30 parts.grid.rows.A", "is no id"]),
        ("[parts.can]", "[parts.cost]", ["q01.toml: not valid TOML", "line 17"]),
        ('title = "First question"', 'title = "', ["q01.toml: not valid TOML", "line 2"]),
        ('title = "First question"', 'title = ""', ["q01.toml:2 title", "is empty"]),
        ('title = "First question"', 'titel = "First question"', ["q01.toml: lacks the key 'title'"]),
    ],
)
def test_an_error_in_a_question_names_file_line_and_key(write, old, new, parts):
    message = refusal(write((old, new)))
    for part in parts:
        assert part in message


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ('["q01"]', '["../q01"]', ["assignment.toml:4 questions", "is no id"]),
        ("total = 5", "total = 6", ["assignment.toml:5 total", "says 6", "add up to 5"]),
        ('["q01"]', '["q01", "q01"]', ["assignment.toml:4 questions", "twice"]),
        ('["q01"]', "[]", ["assignment.toml:4 questions", "is empty"]),
        ('version = "1"', "version = 1", ["assignment.toml:3 version", "wanted a string"]),
        ('yes = ["y"]', 'yes = ["n"]', ["choices.yes_no", "means both 'yes' and 'no'"]),
        ('no = ["n"]', "", ["choices.yes_no", "two or more"]),
        ("[choices.yes_no]", "[choices.noyes]", ["q01.toml", "parts.can.choices", "no choices called 'yes_no'"]),
        ("total = 5", "total = 5\n[policies]\nbonus = true", ["assignment.toml:7 policies.bonus", "bonus_above_max"]),
    ],
)
def test_an_error_in_assignment_toml_names_its_key(write, old, new, parts):
    message = refusal(write(head=(old, new)))
    for part in parts:
        assert part in message


@pytest.mark.parametrize(
    ("part", "old", "new", "parts"),
    [
        (RUBRIC_PART, "", "", ["parts.why.rubric.examples", "0 that test a negation"]),
        (RUBRIC_PART, "share = 1.0", "share = 0.9", ["parts.why.rubric.concepts", "add up to 0.9"]),
        (RUBRIC_PART, '"affirmed"', '"yes"', ["parts.why.rubric.concepts.1.polarity", "affirmed, denied"]),
        (RUBRIC_PART, '"correct"', '"right"', ["parts.why.rubric.examples.1.outcome", "needs_review"]),
        (ORDER_PART, 'B = ["A"]', 'B = ["C"]', ["parts.lines.rubric.orders.1.needs.B", "'C' is no block"]),
        (ORDER_PART, "A = []", 'A = ["B"]', ["needs.A", "needs itself, through A, B"]),
        (ORDER_PART, 'B = "second"', 'B = "second", C = "third"', ["rubric.distractors", "['C']"]),
        (TRAINING_PART, "", "", ["parts.train.file", "starter/"]),
        (TRAINING_PART, "[90, 1.0]", "[40, 1.0]", ["parts.train.bands", "rising"]),
        (TRAINING_PART, "[90, 1.0]", "[90, 1.5]", ["parts.train.bands", "shares"]),
        (TRAINING_PART, "[90, 1.0]", "[90]", ["parts.train.bands", "[90]"]),
    ],
)
def test_an_error_in_what_a_person_or_a_run_judges_names_its_key(write, part, old, new, parts):
    message = refusal(write(("[parts.can]", part.replace(old, new) + "\n[parts.can]")))
    for piece in parts:
        assert piece in message


def test_an_unknown_limit_is_refused(write):
    folder = write(("[parts.can]", TRAINING_PART.replace("wall_seconds", "wall_secs") + "\n[parts.can]"))
    (folder / "small" / "starter").mkdir()
    (folder / "small" / "starter" / "net.py").write_text("")
    message = refusal(folder)
    assert "parts.train.limits.wall_secs" in message
    assert "wall_seconds" in message


def test_a_file_that_is_not_utf_8_is_refused(write):
    folder = write()
    (folder / "small" / "q01.toml").write_bytes(b'title = "\xe9"\n')
    assert "not UTF-8" in refusal(folder)


def _places(data, path=()):
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*path, key)
        if isinstance(value, dict | list):
            yield from _places(value, (*path, key))


FILES = sorted(path.name for path in (resources.folder("exercises") / "hw01").glob("*.toml"))


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_changed_in_hw01_it_loads_or_is_refused_in_one_line(tmp_path_factory, data):
    source = resources.folder("exercises") / "hw01"
    folder = tmp_path_factory.mktemp("changed") / "hw01"
    shutil.copytree(source, folder)
    file = folder / data.draw(st.sampled_from(FILES))
    content = tomllib.loads(file.read_text(encoding="utf-8"))
    *path, last = data.draw(st.sampled_from(list(_places(content))))
    parent = content
    for key in path:
        parent = parent[key]
    replacement = data.draw(
        st.sampled_from(["delete", "rename", "", "x", "M*N", -1, 10**30, 0.5, True, [], ["a"], {}, {"a": 1}])
    )
    if replacement == "delete":
        del parent[last]
    elif replacement == "rename" and isinstance(parent, dict):
        parent["renamed"] = parent.pop(last)
    else:
        parent[last] = replacement
    file.write_text(tomlkit.dumps(content), encoding="utf-8")
    try:
        loaded = catalog.load("hw01", folder.parent)
    except AssignmentError as error:
        assert str(error).startswith("hw01/")
        assert "\n" not in str(error).split("not valid TOML")[0]
    else:
        assert loaded.max_score == 100
    finally:
        shutil.rmtree(folder)
