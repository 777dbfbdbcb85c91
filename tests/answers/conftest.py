"""A student's folder to write files into and read back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader import answers, catalog
from grader.model import Assignment, Submission

HEAD = {
    ".md": "---\nassignment: hw01\nstudent: s042\n---\n",
    ".yaml": "assignment: hw01\nstudent: s042\nanswers:\n",
    ".toml": 'assignment = "hw01"\nstudent = "s042"\n[answers]\n',
    ".json": '{"assignment": "hw01", "student": "s042", "answers": {\n',
}


@pytest.fixture(scope="session")
def hw01() -> Assignment:
    """The assignment whose parts the tests answer."""
    return catalog.load("hw01")


@pytest.fixture
def hand_in(tmp_path: Path) -> Callable[..., Submission]:
    """Write one answer file (with the head of its format unless `bare`) and files beside it; read it as a file."""

    def write_and_read(text: str | bytes, name: str = "answers.md", bare: bool = False, **beside: str) -> Submission:
        path = tmp_path / name
        if isinstance(text, str):
            head = "" if bare else HEAD.get(path.suffix, "")
            tail = "\n}}" if path.suffix == ".json" and not bare else ""
            text = (head + text + tail).encode()
        path.write_bytes(text)
        for stem, source in beside.items():
            (tmp_path / f"{stem}.py").write_text(source)
        return answers.read(path)

    return write_and_read
