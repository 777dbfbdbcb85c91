from __future__ import annotations

import ast
import importlib
import inspect
import subprocess
import sys
from pathlib import Path

import pytest
import sympy

import reference

MODULES = sorted(path.stem for path in Path(reference.__file__).parent.glob("*.py") if path.stem != "__init__")


def test_importing_the_formulas_loads_neither_torch_nor_the_grader():
    imports = "; ".join(f"import reference.{name}" for name in MODULES)
    program = f"{imports}; import sys; print(sorted({{'torch', 'grader', 'numpy'}} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize("name", MODULES)
def test_each_room_says_what_it_is_about_and_where_it_comes_from(name):
    module = importlib.import_module(f"reference.{name}")
    assert inspect.getdoc(module)
    for function in (
        one for one in vars(module).values() if inspect.isfunction(one) and one.__module__ == module.__name__
    ):
        if not function.__name__.startswith("_"):
            assert inspect.getdoc(function), function


@pytest.mark.parametrize("name", MODULES)
def test_no_large_number_is_typed_in_but_sizes_of_a_question(name):
    source = (Path(reference.__file__).parent / f"{name}.py").read_text(encoding="utf-8")
    numbers = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    large = {number for number in numbers if type(number) is int and number > 10}
    given = {16, 28, 32, 224, 512, 1024, 2048}
    assert large <= given


def test_every_symbol_is_a_positive_integer_called_what_it_is_called():
    symbols = importlib.import_module("reference.symbols")
    found = {name: one for name, one in vars(symbols).items() if isinstance(one, sympy.Symbol)}
    assert found
    for name, symbol in found.items():
        assert symbol.name == name
        assert symbol.is_positive
        assert symbol.is_integer
