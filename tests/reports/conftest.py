"""Reports made by hand: every status, a table, a training run, and strings that a hostile student could write."""

import base64
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy
import pytest

from grader.model import Assignment, Heading, Hint, Mistake, Part, Question, Report, Status, Verdict

INTENSITY = (
    '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mrow><mi>M</mi><mo>⋅</mo><mi>N</mi><mo>⋅</mo><mi>K</mi></mrow>'
    "<mrow><mi>M</mi><mo>⋅</mo><mi>N</mi><mo>+</mo><mi>M</mi><mo>⋅</mo><mi>K</mi><mo>+</mo><mi>N</mi><mo>⋅</mo><mi>K</mi>"
    "</mrow></mfrac></math>"
)
#: What must never come through as anything but text, in any format.
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</style><style>*{display:none}</style>",
    "\x1b[2J\x1b[31mred\x1b]0;title\x07",
    "\u202ereversed\u202c and \u2066isolated",
    "null\x00 bell\x07 back\x08 nine\x9b31m",
    "```\n# heading\n```",
    "````\n<b>bold</b>",
    "![image](http://example.invalid/a.png) [link](javascript:alert(1)) http://example.invalid @everyone",
    "| a | b |\n| --- | --- |",
    "{{ 7 * 7 }} {% raw %} {# #}",
    "zalgo" + "\u0301" * 50,
    "\ud800 lone",
    "::notice file=a::forged",
    "a" * 3000,
)


def _digit(seed: int) -> dict[str, object]:
    pixels = numpy.zeros((28, 28), numpy.uint8)
    pixels[4:24, 12 + seed % 4 : 15 + seed % 4] = 255
    pixels[8 + seed : 10 + seed, 7:20] = 200
    return {"pixels": base64.b64encode(pixels.tobytes()).decode(), "label": 4, "predicted": 9}


def _evidence() -> dict[str, object]:
    random = numpy.random.default_rng(3)
    confusion = random.integers(0, 9, (10, 10)) * (random.random((10, 10)) < 0.5)
    numpy.fill_diagonal(confusion, random.integers(880, 1100, 10))
    confusion[4, 9] = 31
    steps = range(0, 5000, 25)
    return {
        "data": "drawn",
        "quick": False,
        "accuracy": [98.02, 98.31, 97.9],
        "mean_accuracy": 98.08,
        "confusion": confusion.tolist(),
        "wall_seconds": 12.34,
        "cpu_seconds": 21.0,
        "isolation": "L2",
        "form": "function",
        "next_band": {"accuracy": 99.0, "points": 15.0},
        "wrong_digits": [_digit(seed) for seed in range(8)],
        "curve": [{"step": s, "loss": 2.3 * 0.999**s + 0.1, "accuracy": 98 - 88 * 0.998**s} for s in steps],
        "layers": [
            {"name": "1", "kind": "Conv2d", "shape": [16, 12, 12], "macs": 57600, "parameters": 416, "memory": 3488,
             "arithmetic_intensity": 16.51},
            {"name": "5", "kind": "Linear", "shape": [10], "macs": 5120, "parameters": 5130, "memory": 5642,
             "arithmetic_intensity": 0.91},
        ],
        "stdout": "epoch 1: loss 0.41\nepoch 2: loss 0.12\n",
    }  # fmt: skip


def _table() -> Part:
    rows = tuple(Heading(i, t) for i, t in [("mnist", "MNIST"), ("cifar", "CIFAR"), ("hd", "Quasi HD")])
    columns = tuple(Heading(i, t) for i, t in [("n", "$N$"), ("macs", "MACs"), ("memory", "memory")])
    cells = tuple(
        Part(f"q04.table.{row.id}.{column.id}", "numeric", 1.0, "", "q04.toml") for row in rows for column in columns
    )
    statement = "Fill in the table for a dense layer with $N_i = N_o = N$."
    return Part("q04.table", "table", 9.0, statement, "q04.toml", rows=rows, columns=columns, cells=cells)


@pytest.fixture
def assignment() -> Assignment:
    """A small assignment with one part of most kinds."""
    intensity = Part(
        "q03.intensity",
        "symbolic",
        4.0,
        "Write the *arithmetic intensity* of $Y = H \\cdot X$, $H \\in \\mathbb{R}^{M\\times K}$, in MACs per element.",
        "q03.toml",
        symbols=("M", "N", "K"),
        reference="M*N*K/(M*N + M*K + N*K)",
        mistakes=(Mistake("2*M*N*K/(M*N + M*K + N*K)", "Is a multiply-add, $a \\cdot b + c$, one MAC or two?"),),
        hints=(
            Hint(1, "Count the MACs first: each of the $MN$ outputs takes how many?"),
            Hint(2, "Each matrix is moved once."),
        ),
    )
    proof = Part("q03.proof", "steps", 2.0, "Show that it is largest for $M = N = K$.", "q03.toml", optional=True)
    why = Part(
        "q05.why", "text", 6.0, "In at most 60 words: why not?", "q05.toml", hints=(Hint(1, "Think of the weights."),)
    )
    padding = Part("q10.row_padding", "symbolic", 3.0, "Rows of zeros, both sides together.", "q10.toml")
    border = Part("q10.border_3", "numeric", 1.0, "The border for $F_r = F_c = 3$.", "q10.toml")
    longer = Part(
        "q06.longer",
        "choice",
        2.0,
        "Can it take $2048 \\times 1$?",
        "q06.toml",
        hints=(Hint(1, "Look at the weights."),),
    )
    lowering = Part(
        "q07.lowering", "function", 4.0, "Write `lower(x, h)`.", "q07.toml", optional=True, file="lowering.py"
    )
    train = Part("q17.train", "training", 20.0, "Train a digit classifier.", "q17.toml", file="mnist.py")
    rows = "| $H$ | $M \\times K$ |\n| $X$ | $K \\times N$ |"
    shared = f"Two matrices are multiplied, $Y = H X$:\n\n| matrix | size |\n| --- | --- |\n{rows}"
    return Assignment(
        id="hw01",
        title="Homework 1: compute and memory",
        version="1.0",
        path=Path("exercises/hw01"),
        questions=(
            Question("q03", "Matrix multiplication", shared, (intensity, proof)),
            Question("q04", "A dense layer", "", (_table(),)),
            Question(
                "q05", "Images and dense layers", "A quasi-HD image has $3 \\cdot 1024 \\cdot 2048$ values.", (why,)
            ),
            Question("q06", "Other sizes", "", (longer,)),
            Question("q07", "Lowering", "$$y_{o} = \\sum_{k=1}^{F_r F_c} A_k B_k$$", (lowering,)),
            Question("q10", "Padding", "", (padding, border)),
            Question("q17", "Training", "", (train,)),
        ),
        key_sha256="5f3a" * 16,
    )


def _cells() -> tuple[Verdict, ...]:
    def cell(name: str, status: Status, answer: str, score: float, *feedback: str, **more: object) -> Verdict:
        return Verdict(f"q04.table.{name}", "numeric", status, score, 1.0, answer=answer, feedback=feedback, **more)  # type: ignore[arg-type]

    return (
        cell("mnist.n", Status.CORRECT, "784", 1.0),
        cell(
            "mnist.macs", Status.INCORRECT, "614456", 0.0, "`784^2 = 614456`: one digit differs.", where="answers.md:20"
        ),
        cell(
            "mnist.memory",
            Status.PARTIAL,
            "616,024",
            0.5,
            "This follows from your own macs = 614456: the method is right, so it earns 50% of the points.",
            diagnosis="follow_through",
            where="answers.md:20",
        ),
        cell("cifar.n", Status.CORRECT, "3072", 1.0),
        cell("cifar.macs", Status.CORRECT, "9437184", 1.0),
        cell("cifar.memory", Status.INVALID, "9.44 milion", 0.0, "cannot read `milion`; did you mean million?"),
        cell("hd.n", Status.MISSING, "", 0.0),
        cell("hd.macs", Status.MISSING, "", 0.0),
        cell("hd.memory", Status.NEEDS_REVIEW, "10^(10^(10^2))", 0.0, suggested_score=0.0),
    )


@pytest.fixture
def report() -> Report:
    """A report on `assignment` with every status in it."""
    intensity = Verdict(
        "q03.intensity", "symbolic", Status.INCORRECT, 0.0, 4.0,
        answer="$\\frac{2MNK}{MN + MK + NK}$", read_as="2*M*N*K/(M*N + M*K + N*K)", where="answers.md:14",
        feedback=("Is a multiply-add, $a \\cdot b + c$, one MAC or two?",), diagnosis="factor:2",
        evidence={"mathml": INTENSITY},
    )  # fmt: skip
    why = "Because the number of weights grows with the square of the image's size, and with it the memory."
    return Report(
        assignment="hw01",
        student="s042",
        score=31.5,
        pending=9.0,
        pending_bonus=4.0,
        max_score=45.0,
        grader_version="1.0.0",
        key_sha256="5f3a" * 16,
        verdicts=(
            intensity,
            Verdict("q03.proof", "steps", Status.MISSING, 0.0, 2.0, optional=True),
            Verdict("q04.table", "table", Status.NEEDS_REVIEW, 4.5, 9.0, cells=_cells(), where="answers.md:18"),
            Verdict("q05.why", "text", Status.NEEDS_REVIEW, 0.0, 6.0, answer=why, where="answers.md:31",
                    feedback=("Found: the number of weights, the square.",), suggested_score=4.0),
            Verdict("q06.longer", "choice", Status.INVALID, 0.0, 2.0, answer="maybe", where="answers.md:36",
                    feedback=("`maybe` is none of yes, no: write one of them.",)),
            Verdict("q07.lowering", "function", Status.NOT_RUN, 0.0, 4.0, optional=True,
                    answer="def lower(x, h):\n    return []\n", where="lowering.py"),
            Verdict("q10.row_padding", "symbolic", Status.CORRECT, 3.0, 3.0, answer="F_r − 1",
                    read_as="F_r - 1", where="answers.md:44"),
            Verdict("q10.border_3", "numeric", Status.ERROR, 0.0, 1.0, answer="1",
                    feedback=("The grader met a fault of its own.",)),
            Verdict("q17.train", "training", Status.PARTIAL, 12.0, 20.0, answer="import torch\n" * 40, where="mnist.py",
                    feedback=("98.08 % right, on drawn digits: 12 of 20 points",), evidence=_evidence()),
        ),
        warnings=("answers.md:3: heading `q3.intensity` is no part; did you mean q03.intensity?",),
    )  # fmt: skip


@pytest.fixture
def hostile(report: Report) -> Callable[[str], Report]:
    """Put one string into every place of the report that a student could have written into."""

    def filled(verdict: Verdict, text: str) -> Verdict:
        return replace(
            verdict,
            answer=text,
            read_as=text,
            where=text,
            feedback=(text, *verdict.feedback),
            cells=tuple(filled(cell, text) for cell in verdict.cells),
            evidence={**verdict.evidence, "mathml": text, "stdout": text},
        )

    def made(text: str) -> Report:
        verdicts = tuple(filled(verdict, text) for verdict in report.verdicts)
        return replace(report, student=text, warnings=(text,), verdicts=verdicts)

    return made


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile_text(request: pytest.FixtureRequest) -> str:
    """One string that must come through as text only."""
    return str(request.param)
