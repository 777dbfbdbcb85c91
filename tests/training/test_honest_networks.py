"""Every shape of source found in the wild trains and is scored at what it can do."""

import base64
import re
from collections.abc import Callable

import pytest

from grader.model import Policy, Status, Verdict
from grader.training import grain

Judge = Callable[..., Verdict]
FUNCTIONS = ("function_dense", "function_conv", "function_course", "function_fast")
SCRIPTS = (
    *("class_main_guard", "functions_config", "notebook_export", "tqdm_loop"),
    *("amp_scheduler", "early_stopping", "example_accelerator", "raw_tensors"),
)
#: What each prints of its own accuracy on the public images, as a share or in percent.
PRINTED = {
    "class_main_guard": r"Accuracy: (\d+)/300",
    "functions_config": r"^test (0\.\d+)",
    "tqdm_loop": r"^accuracy (0\.\d+)",
    "amp_scheduler": r"^accuracy (0\.\d+)",
    "early_stopping": r"^test (0\.\d+)",
    "example_accelerator": r"Accuracy: (\d+)/300",
    "course_flat": r"test images: (\d+) %",
}


@pytest.fixture
def without_grain(monkeypatch: pytest.MonkeyPatch) -> None:
    """The grader asks about the very images that a script counts on."""
    monkeypatch.setattr(grain, "grained", lambda images, random: images)


def own_percent(name: str, stdout: str, images: int = 300) -> float:
    """The last accuracy on the public images that a script printed."""
    own = float(re.findall(PRINTED[name], stdout, re.M)[-1])
    return 100 * own / images if own > 1 else 100 * own


@pytest.mark.parametrize("name", [*FUNCTIONS, *SCRIPTS])
def test_it_trains_and_is_scored(judge: Judge, script: Callable[[str], str], name: str, without_grain: None) -> None:
    verdict = judge(script(name))
    evidence = verdict.evidence
    assert verdict.status is Status.PARTIAL, (verdict.feedback, evidence.get("stdout"))
    assert 75 <= evidence["mean_accuracy"] < 99.99 and verdict.score == 8.0
    assert evidence["form"] == ("function" if name in FUNCTIONS else "script")
    assert evidence["next_band"] == {"accuracy": 99.99, "points": 16.0}
    assert sum(map(sum, evidence["confusion"])) == 500
    diagonal = sum(evidence["confusion"][digit][digit] for digit in range(10))
    assert abs(evidence["mean_accuracy"] - diagonal / 5) < 0.01
    assert evidence["runs"][0]["unequal_twins"] == 0
    assert 2 < len(evidence["curve"]) <= 200
    assert evidence["layers"][-1]["shape"] == [10]
    wrong = evidence["wrong_digits"]
    assert len(wrong) == min(12, 500 - diagonal)
    assert all(
        len(base64.b64decode(digit["pixels"])) == 784 and digit["label"] != digit["predicted"] for digit in wrong
    )
    if name in PRINTED:
        assert abs(evidence["runs"][0]["public_accuracy"] - own_percent(name, evidence["stdout"])) < 0.4


def test_the_grain_costs_a_trained_network_at_most_ten_answers_of_a_thousand(
    judge: Judge, script: Callable[[str], str]
) -> None:
    name = "functions_config"
    evidence = judge(script(name), limits={"train_images": 1_100, "public_images": 1_000}).evidence
    asked = evidence["runs"][0]["public_accuracy"]
    assert asked > 75 and abs(asked - own_percent(name, evidence["stdout"])) <= 1.0


def test_the_courses_own_script_is_asked_with_the_scale_of_its_loop(
    judge: Judge, script: Callable[[str], str], without_grain: None
) -> None:
    verdict = judge(script("course_flat").replace("range(9)", "range(6)").replace("lr=0.001", "lr=0.01"))
    own = float(re.findall(PRINTED["course_flat"], verdict.evidence["stdout"])[-1])
    assert own > 40, "divided by 255 twice it learns slowly, but it learns"
    assert abs(verdict.evidence["runs"][0]["public_accuracy"] - own) < 1.0  # it prints whole percents


def test_the_mean_over_several_runs_decides(judge: Judge, script: Callable[[str], str]) -> None:
    source = script("function_dense").replace("range(6)", "range(2)")
    verdict = judge(source, runs=2, limits={"train_images": 600})
    accuracy = verdict.evidence["accuracy"]
    assert len(accuracy) == 2 and len({run["seed"] for run in verdict.evidence["runs"]}) == 2
    assert abs(verdict.evidence["mean_accuracy"] - sum(accuracy) / 2) < 0.011


def test_a_quick_check_takes_a_tenth_and_says_so(judge: Judge, script: Callable[[str], str]) -> None:
    verdict = judge(script("function_dense"), Policy(quick=True, require_isolation="L0"), runs=3)
    assert verdict.evidence["quick"] is True
    assert len(verdict.evidence["accuracy"]) == 1
    assert any(line.startswith("quick check") for line in verdict.feedback)
    assert sum(map(sum, verdict.evidence["confusion"])) == 100


def test_a_forgotten_eval_is_noticed_by_its_changing_answers(judge: Judge, script: Callable[[str], str]) -> None:
    source = script("function_conv").replace("model.eval()", "pass").replace("Dropout(0.1)", "Dropout(0.8)")
    verdict = judge(source)
    assert verdict.evidence["runs"][0]["unequal_twins"] > 10
    assert any("eval()" in line for line in verdict.feedback)
