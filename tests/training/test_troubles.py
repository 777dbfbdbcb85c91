"""What goes wrong in a student's code is said with its line, and never shown as a fault of the machine's."""

from collections.abc import Callable
from pathlib import Path

import pytest

from grader import sandbox
from grader.errors import AssignmentError, SandboxError
from grader.model import Part, Policy, Status, Verdict
from grader.training import hidden
from grader.training import judge as judge_part
from reference.mnist.data import DataError

Judge = Callable[..., Verdict]
STUB = "def train(images, labels, *, seed, device):\n"


def test_an_error_is_shown_with_the_students_own_lines(judge: Judge) -> None:
    encode = "import torch\n\n\ndef encode(x):\n    return torch.nn.Linear(784, 10)(x)\n\n\n"
    source = f"{encode}{STUB}    return encode(images)\n"
    verdict = judge(source)
    assert verdict.status is Status.INCORRECT and verdict.score == 0
    assert verdict.feedback[0].startswith("stopped while training: mnist.py:5: RuntimeError: ")
    assert verdict.feedback[1] == "reached from mnist.py:9: return encode(images)"
    assert not any("driver" in line or "site-packages" in line or "/" in line for line in verdict.feedback)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("    return 3\n", "train() returned int where a torch.nn.Module was wanted"),
        ("    raise NotImplementedError\n", "mnist.py:2: NotImplementedError"),
        ("    import torch\n    return torch.nn.Flatten()\n", "(64, 784)"),
        ("    import pandas\n", "No module named 'pandas'"),
        ("    raise SystemExit(3)\n", "SystemExit: 3"),
    ],
)
def test_each_error_is_said_in_one_line(judge: Judge, monkeypatch: pytest.MonkeyPatch, body: str, said: str) -> None:
    monkeypatch.setattr(hidden, "LARGEST_BATCH", 64)
    verdict = judge(STUB + body)
    assert verdict.status is Status.INCORRECT
    assert said in verdict.feedback[0], verdict.feedback


def test_a_limit_is_named(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.getloadavg", lambda: (0.0, 0.0, 0.0))
    verdict = judge(STUB + "    while True: pass\n", limits={"wall_seconds": 4})
    assert verdict.status is Status.INCORRECT
    assert "4 s" in verdict.feedback[0]


def test_a_script_without_a_network_is_told_where_to_leave_it(judge: Judge) -> None:
    verdict = judge("print('hello')\n")
    assert "model or net" in verdict.feedback[0]
    assert verdict.evidence["stdout"] == "hello\n"


def test_what_python_cannot_read_is_invalid_with_its_line(judge: Judge) -> None:
    verdict = judge("import torch\nx = (1,\ndef train(\n")
    assert verdict.status is Status.INVALID
    assert verdict.feedback[0].startswith("mnist.py:")


def test_code_that_may_not_run_is_not_run(judge: Judge) -> None:
    assert judge("raise Exception", Policy(train=False)).status is Status.NOT_RUN


def test_a_sandbox_that_cannot_start_costs_the_student_nothing(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise SandboxError("no sandbox here")

    monkeypatch.setattr(sandbox, "run", refuse)
    verdict = judge(STUB + "    return None\n")
    assert verdict.status is Status.ERROR
    assert "no sandbox here" in verdict.feedback[0]


def test_damaged_data_costs_the_student_nothing(judge: Judge, monkeypatch: pytest.MonkeyPatch) -> None:
    def damaged(*where: object) -> None:
        raise DataError("t10k-labels-idx1-ubyte: damaged")

    monkeypatch.setattr(hidden, "material", damaged)
    verdict = judge(STUB + "    return None\n")
    assert verdict.status is Status.ERROR
    assert "t10k-labels-idx1-ubyte" in verdict.feedback[0]


@pytest.mark.parametrize(("name", "value"), [("wall_second", 3), ("train_images", 0)])
def test_an_authors_odd_limit_is_named(name: str, value: float) -> None:
    part = Part("q17.train", "training", 16, "", "q17.toml", limits={name: value}, bands=((50, 1),))
    with pytest.raises(AssignmentError, match=f"limits.{name}"):
        judge_part("pass", part, Policy(data_dir=Path("nowhere")))


HALF_ASLEEP = """    import time
    while True:
        start = time.process_time()
        while time.process_time() < start + 0.01: pass
        time.sleep(0.015)
"""


@pytest.mark.parametrize(("load", "status"), [(99.0, Status.ERROR), (0.0, Status.INCORRECT)])
def test_out_of_time_on_a_busy_machine_is_the_machines_fault(
    judge: Judge, monkeypatch: pytest.MonkeyPatch, load: float, status: Status
) -> None:
    monkeypatch.setattr("os.getloadavg", lambda: (load, load, load))
    verdict = judge(STUB + HALF_ASLEEP, limits={"wall_seconds": 8})
    assert verdict.status is status, verdict.feedback
    assert ("the machine was busy" in verdict.feedback[0]) is (load > 0)


def test_a_sleeping_training_is_out_of_time_however_busy_the_machine(
    judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getloadavg", lambda: (99.0, 99.0, 99.0))
    verdict = judge(STUB + "    import time; time.sleep(1_000)\n", limits={"wall_seconds": 30})
    assert verdict.status is Status.INCORRECT, verdict.feedback
