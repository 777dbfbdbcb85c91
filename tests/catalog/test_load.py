from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from grader import catalog, resources
from grader.errors import AssignmentError, UsageError
from grader.model import Approximation, Choice, FollowThrough, Hint, Mistake


def test_a_part_has_what_its_author_wrote(write):
    assignment = catalog.load("small", write())
    assert (assignment.id, assignment.title, assignment.version, assignment.max_score) == (
        "small",
        "A small one",
        "1",
        5,
    )
    cost, can, grid = assignment.parts
    assert (cost.id, cost.kind, cost.points, cost.optional) == ("q01.cost", "symbolic", 2, False)
    assert (cost.reference, cost.symbols) == ("M*N", ("M", "N"))
    assert cost.hints == (Hint(1, "Think."), Hint(2, "Think again."))
    assert cost.mistakes == (Mistake("M + N", "Is it a sum?"),)
    assert cost.where == "small/q01.toml: parts.cost"
    assert can.choices == (Choice("yes", ("y",)), Choice("no", ("n",)))
    assert [row.id for row in grid.rows] == ["a", "b"]
    assert assignment.questions[0].statement == "Shared by its parts."


def test_a_tables_cells_are_parts_that_share_its_points_evenly(write):
    grid = catalog.load("small", write()).parts[2]
    assert [cell.id for cell in grid.cells] == ["q01.grid.a.n", "q01.grid.a.cost", "q01.grid.b.n", "q01.grid.b.cost"]
    assert [cell.points for cell in grid.cells] == [0.5] * 4
    assert grid.cells[3].reference == "400"
    assert grid.cells[3].statement == "Row B: cost"


def test_a_column_may_say_what_its_cells_are_worth(write):
    weighted = (
        ('title = "n"', 'title = "n"\npoints = 0.25'),
        ('title = "cost"', 'title = "cost"\npoints = 0.75'),
    )
    grid = catalog.load("small", write(*weighted)).parts[2]
    assert [cell.points for cell in grid.cells] == [0.25, 0.75] * 2


def test_a_cells_mistakes_have_the_rows_own_numbers(write):
    a_n, a_cost, b_n, b_cost = catalog.load("small", write()).parts[2].cells
    assert a_n.mistakes == (Mistake("2 + 3", "Is it a sum?"),)
    assert b_n.mistakes == (Mistake("4 + 5", "Is it a sum?"),)
    assert a_cost.mistakes == ()
    assert b_cost.mistakes == (Mistake("(400) + (20)", "Is something counted twice?"),)


def test_a_cell_follows_from_an_earlier_cell_of_its_row(write):
    cell = catalog.load("small", write()).parts[2].cells[1]
    assert cell.follow == FollowThrough("n**2", {"n": "q01.grid.a.n"}, 0.5, given=(2, 3))


def test_an_approximation_is_declared_with_its_share_and_name(write):
    declared = '\n[[parts.cost.approximations]]\nanswer = "M*N + M"\nshare = 0.5\nname = "roughly"\n\n[parts.can]'
    cost = catalog.load("small", write(("\n[parts.can]", declared))).parts[0]
    assert cost.approximations == (Approximation("M*N + M", 0.5, "roughly"),)


def test_a_binding_is_taken_from_the_reference_package(write):
    cost = catalog.load(
        "small", write(('answer = "M*N"', 'reference = "matmul:elements_moved"'), ('["M", "N"]', '["M", "N", "K"]'))
    ).parts[0]
    assert cost.reference == "K*M + K*N + M*N"
    assert cost.reference_source == "matmul:elements_moved"


def test_names_list_the_built_in_assignments_and_those_of_a_folder(write):
    assert "hw01" in catalog.names()
    assert set(catalog.names(write())) == {*catalog.names(), "small"}


@pytest.mark.parametrize("name", ["hw1", "../hw01", "hw01/", "", "/", "hw01\0", "x" * 500])
def test_an_unknown_name_is_refused_with_the_known_ones(name):
    with pytest.raises(UsageError, match="hw01") as caught:
        catalog.load(name)
    assert len(str(caught.value)) < 200


def test_a_folder_of_assignments_that_is_none_is_refused(tmp_path):
    with pytest.raises(UsageError, match="--assignments"):
        catalog.names(tmp_path / "nowhere")


def test_an_assignment_of_the_authors_folder_comes_before_a_built_in_one(write, tmp_path):
    folder = write()
    (folder / "small").rename(folder / "hw01")
    assert catalog.load("hw01", folder).title == "A small one"


def test_a_question_file_that_is_missing_is_named(write):
    folder = write(head=('["q01"]', '["q01", "q02"]'))
    with pytest.raises(AssignmentError, match=r"small/q02\.toml: cannot be read"):
        catalog.load("small", folder)


def test_examples_are_had_by_part_and_cell():
    examples = catalog.examples("hw01")
    assert "614456" in examples["q04.table.mnist.macs"].wrong
    assert examples["q03.intensity"].right
    assert examples["q06.why"].right


def _run(program: str, cwd: Path) -> str:
    root = str(resources.folder("exercises").parent)
    program = f"import sys; sys.path.append({root!r})\n{program}"  # after the working folder
    done = subprocess.run([sys.executable, "-c", program], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_loading_with_a_fresh_key_imports_nothing_heavy(tmp_path):
    heavy = "{'sympy', 'flint', 'torch', 'numpy', 'jinja2', 'yaml', 'tomlkit', 'grader.expressions'}"
    program = f"from grader import catalog; catalog.load('hw01'); print(sorted({heavy} & set(sys.modules)))"
    assert _run(program, tmp_path) == "[]"


def test_a_students_reference_py_is_never_run(tmp_path):
    extra = tmp_path / "assignments"
    shutil.copytree(resources.folder("exercises") / "hw01", extra / "hw01", ignore=shutil.ignore_patterns("key.json"))
    (tmp_path / "reference.py").write_text("open('was_run', 'w')\n")
    program = (
        "from pathlib import Path; from grader import catalog\n"
        "print(catalog.load('hw01', Path('assignments')).parts[2].reference)"
    )
    assert _run(program, tmp_path) == "K*M*N/(K*M + K*N + M*N)"
    assert not (tmp_path / "was_run").exists()


def test_another_reference_package_that_was_loaded_before_is_refused(tmp_path):
    (tmp_path / "reference.py").write_text("")
    (tmp_path / "a" / "hw01").parent.mkdir()
    shutil.copytree(
        resources.folder("exercises") / "hw01", tmp_path / "a" / "hw01", ignore=shutil.ignore_patterns("key.json")
    )
    program = (
        "import reference; from pathlib import Path\n"
        "from grader import catalog; from grader.errors import GraderError\n"
        "try:\n    catalog.load('hw01', Path('a'))\nexcept GraderError as error:\n    print(error)"
    )
    assert "another package called 'reference'" in _run(program, tmp_path)
