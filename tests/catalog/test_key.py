from __future__ import annotations

import json

import pytest

from grader import catalog
from grader.catalog import bindings, key
from grader.catalog.__main__ import main
from grader.errors import AssignmentError

BOUND = (('answer = "M*N"', 'reference = "matmul:sum_of_sizes"'), ('["M", "N"]', '["M", "N", "K"]'))


def test_the_key_holds_the_formulas_that_the_assignment_binds(write):
    path = catalog.write_key(write(*BOUND) / "small")
    assert path.name == "key.json"
    assert json.loads(path.read_text())["formulas"] == {"matmul:sum_of_sizes": "K + M + N"}


def test_a_fresh_key_is_believed(write):
    folder = write(*BOUND)
    path = catalog.write_key(folder / "small")
    content = json.loads(path.read_text())
    content["formulas"]["matmul:sum_of_sizes"] = "K + 2*M + N"
    path.write_text(json.dumps(content))
    assert catalog.load("small", folder).parts[0].reference == "K + 2*M + N"


def test_a_key_made_from_another_reference_package_is_derived_anew(write):
    folder = write(*BOUND)
    path = catalog.write_key(folder / "small")
    content = json.loads(path.read_text())
    content["formulas"]["matmul:sum_of_sizes"] = "K + 2*M + N"
    content["reference_sha256"] = "0" * 64
    path.write_text(json.dumps(content))
    assert catalog.load("small", folder).parts[0].reference == "K + M + N"


@pytest.mark.parametrize("damage", ["", "{", "[]", "null", '{"formulas": 3}', '{"formulas": {}}'])
def test_a_damaged_key_is_derived_anew(write, damage):
    folder = write(*BOUND)
    catalog.write_key(folder / "small").write_text(damage)
    assert catalog.load("small", folder).parts[0].reference == "K + M + N"


def test_a_mistake_that_becomes_right_is_found_though_the_key_was_fresh(write):
    catalog.write_key(write() / "small")
    folder = write(('answer = "M + N"', 'answer = "N*M"'))
    with pytest.raises(AssignmentError, match="is the right answer"):
        catalog.load("small", folder)


def test_the_hash_of_the_key_is_that_of_statements_points_and_answers(write):
    first = catalog.load("small", write()).key_sha256
    assert len(first) == 64
    assert (
        catalog.load("small", write(('title = "First question"', '# comment\ntitle = "First question"'))).key_sha256
        == first
    )
    assert catalog.load("small", write(('"Think again."', '"Think once more."'))).key_sha256 == first
    for change in [('answer = "M*N"', 'answer = "M*N*2"'), ('"How many?"', '"How much?"'), ('{ n = "6"', '{ n = "7"')]:
        assert catalog.load("small", write(change)).key_sha256 != first
    moved = write(
        ('points = 2\nstatement = "How', 'points = 1\nstatement = "How'),
        ('points = 1\nstatement = "Can', 'points = 2\nstatement = "Can'),
    )
    assert catalog.load("small", moved).key_sha256 != first


def test_the_hash_is_the_same_with_other_line_ends_and_without_a_key(write):
    folder = write()
    first = catalog.load("small", folder).key_sha256
    catalog.write_key(folder / "small")
    file = folder / "small" / "q01.toml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert catalog.load("small", folder).key_sha256 == first


def test_a_stale_key_is_told_from_a_fresh_one(write):
    folder = write() / "small"
    catalog.write_key(folder)
    key.refuse_stale(folder)
    write(('"How many?"', '"How much?"'))
    with pytest.raises(AssignmentError, match="make key"):
        key.refuse_stale(folder)


def test_the_command_writes_the_key_and_says_where(write, capsys):
    folder = write() / "small"
    assert main([str(folder)]) == 0
    assert capsys.readouterr().out.strip() == str(folder / "key.json")


def test_the_command_names_an_authors_error_in_one_line(write, capsys):
    folder = write(("points = 1\n", "")) / "small"
    assert main([str(folder)]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "lacks the key 'points'" in error
    assert not (folder / "key.json").exists()


def test_bindings_remember_what_was_asked_for():
    known = bindings.Bindings({"a:b": "1"})
    assert known.value("a:b") == "1"
    assert known.used == {"a:b": "1"}
