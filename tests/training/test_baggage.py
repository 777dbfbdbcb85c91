"""How much data a source holds, and that what is run has no room for more."""

import ast
import random
import tokenize
from io import BytesIO
from pathlib import Path

import pytest
import torch

from grader.training.baggage import USUAL
from grader.training.source import read

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
#: Code by many hands: its literals are names, sizes and messages.
OTHERS = sorted((Path(torch.__file__).parent / "optim").glob("*.py"))


@pytest.mark.parametrize("path", sorted((HERE / "scripts").glob("*.py.txt")), ids=lambda path: path.name)
def test_honest_scripts_hold_a_quarter_of_what_is_usual(path: Path) -> None:
    assert read(path.read_text(encoding="utf-8")).baggage.size <= USUAL / 4


NUMBERS = random.Random(3)
BYTES = NUMBERS.randbytes(2_500)


@pytest.mark.parametrize(
    "table",
    [
        repr(BYTES),
        repr(BYTES.hex()),
        repr(list(BYTES)),
        repr([byte / 256 for byte in BYTES]),
        str(int.from_bytes(BYTES[:1_700])) + "," + str(int.from_bytes(BYTES[1_700:])),
        "[" + ",".join(f"({a},'{b:02x}')" for a, b in zip(BYTES[::2], BYTES[1::2], strict=True)) + "]",
    ],
    ids=["bytes", "hexadecimal", "numbers", "fractions", "one number", "pairs"],
)
def test_two_and_a_half_thousand_bytes_are_seen_in_any_spelling(table: str) -> None:
    source = read(f"import torch\n\nTABLE = {table}\nepochs = 3\n")
    assert source.baggage.size >= 2_400
    assert source.baggage.line == 3


def test_a_long_message_said_often_is_no_data() -> None:
    assert read("print('training, please wait')\n" * 1_000).baggage.size < 200


def test_a_number_with_more_digits_than_python_writes_is_weighed_too() -> None:
    assert read(f"TABLE = {hex(int.from_bytes(NUMBERS.randbytes(5_000)))}\n").baggage.size > 4_900


SOURCE = '''"""A module
with a docstring."""  # and a comment
import torch  # "torch" it is
#: é, a remark
class Net(torch.nn.Module):
    """One line."""
    def f(self): "free"; return "# kept", b"kept"  # gone
    def g(self):
        """Only
        this."""

text = """kept
# kept, too"""
"é"; "alone" "together"; x = (
    "kept"  # gone
)
'''


def test_what_is_run_has_no_comments_and_no_free_strings_and_its_lines_stay() -> None:
    code = read(SOURCE).code
    lines, before = code.split("\n"), SOURCE.split("\n")
    assert len(lines) == len(before)
    assert "gone" not in code and "remark" not in code and "free" not in code and "alone" not in code
    assert code.count("kept") == 5
    places = [
        [(type(n), n.lineno) for n in ast.walk(ast.parse(each)) if isinstance(n, ast.stmt)] for each in (code, SOURCE)
    ]
    assert places[0] == places[1]


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name)
def test_other_peoples_code_is_the_same_code_without_them(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert _bare(read(text).code) == _bare(text)
    kinds = {token.type for token in tokenize.tokenize(BytesIO(read(text).code.encode()).readline)}
    assert tokenize.COMMENT not in kinds


def _bare(text: str) -> str:
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            node.value.value = ""
    return ast.dump(tree)
