"""Whatever bytes come in: an answer or one line of refusal, no traceback."""

import functools
import io
import json
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import answers, catalog
from grader.answers import stubs
from grader.errors import UsageError

SUFFIXES = [".md", ".yaml", ".toml", ".json", ".ipynb", ".zip"]
#: Bytes that mean something to one of the readers, to be put in anywhere.
DICTIONARY = [
    *(
        b"\n",
        b"\r",
        b"---\n",
        b"### q03.intensity\n",
        b"**q04.macs**\n",
        b"```\n",
        b"~~~~",
        b"<!--",
        b"-->",
        b"> ",
        b"$$",
    ),
    *(b"| a | b |\n", b"|-|-|\n", b"===\n", b"\\", b'"', b"'", b"'''", b'"""', b"{", b"}", b"[", b"]", b"[[", b"]]"),
    *(b": ", b"- ", b"&a ", b"*a ", b"!!x ", b"? ", b"|\n", b"\t", b"#", b"=", b",", b"<<: ", b"%YAML 9.9\n", b"...\n"),
    *(b"\xff", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"\\u0000", b"\\ud800", b"\x85", b"\xe2\x80\xa8", b"PK\x01\x02"),
    *(b"q04.table.mnist.n", b"answers", b"assignment", b"hw01", b"null", b"true", b"1e999", b"9" * 50),
]


@functools.cache
def seeds():
    """A stub with a few answers in each format, by suffix."""
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for format_ in stubs.STUBS:
            path = stubs.write(catalog.load("hw01"), Path(folder, format_), format_, "s042")[0]
            text = path.read_text()
            if format_ == "ipynb":  # short enough for a change to meet something
                notebook = json.loads(text)
                text = json.dumps(notebook | {"cells": notebook["cells"][:20]}, indent=1)
            else:
                text = text.replace("''", "'$N$'").replace("> ", "N\n> ")[:6000]
            found[path.suffix] = text.encode()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("s042/answers.md", found[".md"])
            archive.writestr("s042/lowering.py", "def lower(x, h): return []")
        return found | {".zip": packed.getvalue()}


def read(data, suffix):
    """Read the bytes; whatever is said must be one line for a person, and everything kept must be text."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"answers{suffix}")
        path.write_bytes(data)
        try:
            submission = answers.read(path)
        except UsageError as error:
            message = str(error)
            assert "\n" not in message and len(message) < 600
            assert f"answers{suffix}" in message or "lowering.py" in message
            return
    for answer in submission.answers.values():
        for one in (answer, *answer.cells.values()):
            one.text.encode()
            assert not (one.left_out and one.problem)
            assert one.problem is None or "\n" not in one.problem
    for warning in submission.warnings:
        assert "\n" not in warning and len(warning) < 600


mutations = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 40), st.sampled_from(DICTIONARY) | st.binary(max_size=4)),
    max_size=8,
)


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=150, deadline=None)
@given(changes=mutations)
def test_a_damaged_file_is_read_or_refused_in_one_line(suffix, changes):
    data = seeds()[suffix]
    for at, cut, more in changes:
        at %= len(data) + 1
        data = data[:at] + more + data[at + cut :]
    read(data, suffix)


@pytest.mark.parametrize("suffix", SUFFIXES)
@settings(max_examples=100, deadline=None)
@given(pieces=st.lists(st.sampled_from(DICTIONARY) | st.binary(max_size=6), max_size=40), headed=st.booleans())
def test_any_bytes_are_read_or_refused_in_one_line(suffix, pieces, headed):
    head = {
        ".md": b"---\nassignment: hw01\n---\n",
        ".yaml": b"assignment: hw01\nanswers:\n",
        ".toml": b"assignment='hw01'\n[answers]\n",
    }
    read((head.get(suffix, b"") if headed else b"") + b"".join(pieces), suffix)


LONG = 300_000  # bytes; what is not linear in them does not end


UNITS = {
    ".md": [
        *(
            b"<!--\n",
            b"<!---->",
            b"`<!--",
            b"```a\n",
            b"~~~\n",
            b"# q\n",
            b"#",
            b"|",
            b"|a",
            b"| $a | `b |\n",
            b"$$\n",
            b" ",
        ),
        *(
            b"### q12.smaller\nyes\n",
            b"### q99.x\ny\n",
            b"### q04.table\n| |N|\n|-|-|\n|MNIST|1|\n",
            b"- [x] a\n",
            b"- ",
        ),
        *(b"**a", b"_", b"a\\", b"\xff"),
    ],
    ".yaml": [
        *(
            b"[",
            b"- ",
            b"? ",
            b"a: &a b\n",
            b"a: -\n",
            b"'",
            b"\\",
            b"#\n",
            b"a\n",
            b"{a: ",
            b"!a ",
            b"|\n",
            b"q9: 1\n",
        ),
    ],
    ".toml": [b"a=[", b"a.a.", b"#\n", b'"""', b"a=1\n", b"[a]\n", b"a='\\'\n", b" ", b"'"],
    ".json": [b"[", b'{"a":', b'"', b"\\", b"1,", b"9", b" "],
    ".ipynb": [b"[", b"9", b'"\\u0041'],
}


@pytest.mark.parametrize(("suffix", "unit"), [(suffix, unit) for suffix, units in UNITS.items() for unit in units])
@pytest.mark.parametrize("headed", [True, False])
def test_one_thing_over_and_over_is_read_or_refused(suffix, unit, headed):
    head = {
        ".md": b"---\nassignment: hw01\n---\n### q05.why\n",
        ".yaml": b"assignment: hw01\nanswers:\n  q05.why: ",
        ".toml": b"assignment='hw01'\n[answers]\nq05.why = '''",
        ".json": b'{"assignment": "hw01", "answers": {"q05.why": "',
        ".ipynb": b'{"cells": [{"cell_type": "markdown", "source": "---\\nassignment: hw01\\n---\\n',
    }
    start = head[suffix] if headed else b""
    read(start + unit * ((LONG - len(start)) // len(unit)), suffix)


def test_the_seeds_are_readable():
    assert set(seeds()) == set(SUFFIXES)
    for suffix in (".md", ".ipynb", ".zip"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"answers{suffix}")
            path.write_bytes(seeds()[suffix])
            assert answers.read(path).student == "s042"
