"""Which lines of a cell are for the notebook, and which only look like it."""

import ast

import pytest

from grader.answers.magics import magics

CELL = '''
%matplotlib inline
!pip install numpy
?lower
lower?
import numpy as np
text = """
%d of %d
! not a command
"""
value = (17
% 3)
other = [
    17
    % 5,
]
rest = 17 \\
% 4
if value != 2:
    !ls
    %time value
print("(", '"""')  # ("
%timeit lower(x, h)
'''


def test_lines_for_the_notebook_are_told_from_strings_and_what_goes_on():
    lines = CELL.splitlines()
    found = [line for line, magic in zip(lines, magics(lines), strict=True) if magic]
    assert found == [
        *("%matplotlib inline", "!pip install numpy", "?lower", "lower?", "    !ls", "    %time value"),
        "%timeit lower(x, h)",
    ]


def test_what_is_left_is_python():
    lines = CELL.splitlines()
    left = [
        f"{line[: len(line) - len(line.lstrip())]}pass" if magic else line
        for line, magic in zip(lines, magics(lines), strict=True)
    ]
    ast.parse("\n".join(left))


@pytest.mark.parametrize("line", ["x = '%' % 3", "a[0] != b", "print(!x)", "'a' '''b'''", "x = y  # ?", ")]}", "\\"])
def test_no_line_of_python_is_one(line):
    assert magics([line]) == [False]
