"""Reading mnist.py as text: forms, magics, and what cannot be read."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.training import graph
from grader.training.source import SourceError, read

NAMES = ("course_flat", "class_main_guard", "notebook_export", "functions_config", "tqdm_loop")


@pytest.mark.parametrize("name", NAMES)
def test_scripts_are_scripts_even_with_a_train_function_of_their_own(script: Callable[[str], str], name: str) -> None:
    assert read(script(name)).form == "script"


@pytest.mark.parametrize(
    "source",
    [
        "def train(images, labels, *, seed, device): pass",
        "def train(images, labels, seed=0, device='cpu'): pass",
        "import torch\ndef train(x, y, **rest): pass",
    ],
)
def test_a_train_function_over_images_and_labels_is_the_function_form(source: str) -> None:
    assert read(source).form == "function"


def test_magics_go_and_lines_stay_where_they_are(script: Callable[[str], str]) -> None:
    before, after = script("notebook_export"), read(script("notebook_export")).text
    assert len(before.splitlines()) == len(after.splitlines())
    assert "!pip" not in after and "%matplotlib" not in after
    assert [a for a, b in zip(before.splitlines(), after.splitlines(), strict=True) if a != b] == [
        "!pip install torch torchvision",
        "%matplotlib inline",
        "!ls",
    ]


def test_a_percent_sign_at_the_start_of_a_line_is_kept_where_python_reads_it() -> None:
    source = "print('%d'\n  % 3)\n"
    assert read(source).text == source


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("x = 1\ny = (\n", "mnist.py:2: Python cannot read this line"),
        ("x = 1\n\0", "mnist.py:1: Python cannot read this"),
        ("(" * 5_000, "mnist.py:1: Python cannot read this"),
        ("-" * 150_000 + "1", "mnist.py:1: Python cannot read this"),
        ("1+" * 90_000 + "1", "mnist.py:1: Python cannot read this"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_line(source: str, said: str) -> None:
    with pytest.raises(SourceError) as refused:
        read(source)
    assert str(refused.value).startswith(said)
    assert "\n" not in str(refused.value)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        source = read(text)
    except SourceError as error:
        assert str(error).startswith("mnist.py:")
    else:
        assert graph.find(source.tree, source.text).keys() == set(graph.STATIONS)
