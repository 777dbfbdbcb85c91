"""Fuzzing steered by coverage, where atheris is installed (it is no dependency of ours):

    .venv-peers/bin/python -m pip install atheris python-flint
    PYTHONPATH=. .venv-peers/bin/python benchmarks/expressions/fuzz_atheris.py -runs=200000 -max_len=400 [FOLDER]

Options and FOLDER (inputs to begin with and to keep) are libFuzzer's. It stops at the first exception that is not ReadError.
"""

from __future__ import annotations

import contextlib
import sys

try:
    import atheris
except ImportError:
    sys.exit("atheris is not installed here; fuzz.py does without it")

with atheris.instrument_imports(include=["grader.expressions"]):
    from grader.expressions import ReadError, judge, read, reference

REFERENCES = (
    reference("M*N*K/(M*N + M*K + N*K)", ("M", "N", "K")),
    reference("ceiling(N/T)", ("N", "T")),
    reference("614656"),
    reference("(N_o, L_r/2, L_c/2)", ("N_o", "L_r", "L_c"), even=("L_r", "L_c")),
)


def one_input(raw: bytes) -> None:
    """The first byte picks the reference, the rest is the answer."""
    if not raw:
        return
    wanted = REFERENCES[raw[0] % len(REFERENCES)]
    text = raw[1:].decode("utf-8", "replace")
    with contextlib.suppress(ReadError):
        read(text, wanted.symbols, wanted.kind)
    judge(text, wanted)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
