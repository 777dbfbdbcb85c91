"""The Python blocks of docs/expressions.md run and give what they say."""

import doctest
import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "expressions.md"


def test_the_examples_of_the_documentation_run_as_shown():
    blocks = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 3
    names = {}
    examples = 0
    for block in blocks:
        test = doctest.DocTestParser().get_doctest(block, names, PAGE.name, str(PAGE), 0)
        examples += len(test.examples)
        runner = doctest.DocTestRunner(verbose=False)
        assert runner.run(test, clear_globs=False).failed == 0
        names = test.globs
    assert examples >= 10


def test_every_name_the_documentation_lists_is_exported():
    import grader.expressions

    for name in re.findall(r"^\| `(\w+)\(", PAGE.read_text(encoding="utf-8"), re.MULTILINE):
        assert name in grader.expressions.__all__
