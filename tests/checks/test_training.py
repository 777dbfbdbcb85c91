"""The two kinds that look at mnist.py: training passes it on, graph lists its stations."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader import training
from grader.checks import graph
from grader.checks import training as training_check
from grader.checks.context import Context
from grader.model import Answer, Assignment, Part, Policy, Question, Status, Submission, Verdict, Where

TRAIN = Part("q17.train", "training", 16, "", "q17.toml", file="mnist.py", bands=((50.0, 1.0),))
GRAPH = Part("q17.graph", "graph", 0, "", "q17.toml")
SCRIPTS = Path(__file__).parents[1] / "training" / "scripts"


def context(code: str | None) -> Context:
    assignment = Assignment("hw01", "", "1", Path(), (Question("q17", "", "", (TRAIN, GRAPH)),), "")
    answers = {} if code is None else {TRAIN.id: Answer(TRAIN.id, code, Where("mnist.py"))}
    return Context(assignment, Submission("hw01", "s1", Path(), answers), Policy())


def look(code: str | None) -> Verdict:
    return graph.check(GRAPH, Answer(GRAPH.id, "", Where("answers.md"), left_out=True), context(code))


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    seen = []

    def judge(source: str, part: Part, policy: Policy) -> Verdict:
        seen.append((source, part.id))
        return Verdict(part.id, part.kind, Status.CORRECT, 16, 16)

    monkeypatch.setattr(training, "judge", judge)
    return seen


def test_training_judges_the_source_and_says_where_it_stands(judged: list[tuple[str, str]]) -> None:
    verdict = training_check.check(TRAIN, Answer(TRAIN.id, "code", Where("mnist.py")), context("code"))
    assert judged == [("code", "q17.train")]
    assert verdict.where == "mnist.py"


@pytest.mark.parametrize("path", sorted(SCRIPTS.glob("*.py.txt")), ids=lambda path: path.name)
def test_every_station_is_found_at_a_line_that_shows_it(path: Path) -> None:
    code = path.read_text(encoding="utf-8")
    verdict = look(code)
    assert verdict.status is Status.CORRECT and verdict.score == 0
    signs: dict[str, Callable[[str], bool]] = {
        "data source": lambda line: "MNIST" in line or "Loader" in line or "images" in line or "Dataset" in line,
        "transformation": lambda line: (
            "255" in line or "transform" in line.lower() or "T." in line or "ToTensor" in line or "/ std" in line
        ),
        "encoder": lambda line: "Linear" in line or "Conv2d" in line or "LSTM" in line,
        "decoder": lambda line: "Linear" in line and ("10)" in line or "num_classes)" in line),
        "loss": lambda line: "loss" in line.lower() or "cross_entropy" in line,
        "backward path": lambda line: "backward()" in line,
        "weight update": lambda line: (".step()" in line or "scaler.step(" in line) and "sched" not in line,
    }
    found = verdict.evidence["graph"]
    assert found.keys() == signs.keys()
    lines = code.splitlines()
    for station, places in found.items():
        assert places, f"{station} was not found"
        for place in places:
            assert signs[station](place["code"]), (station, place)
            assert place["code"] == lines[place["line"] - 1].strip()[:120]


def test_a_missing_station_is_listed_without_blame() -> None:
    verdict = look("import torch\nnet = torch.nn.Linear(784, 10)\n")
    assert verdict.status is Status.CORRECT
    assert verdict.feedback[-1].startswith(
        "not found by reading the source: data source, transformation, encoder, loss"
    )


def test_without_code_the_part_is_missing_and_unreadable_code_is_invalid() -> None:
    assert look(None).status is Status.MISSING
    verdict = look("def train(:\n")
    assert verdict.status is Status.INVALID and verdict.feedback[0].startswith("mnist.py:1")
