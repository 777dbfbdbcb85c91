"""Cheats get at most 20 %, with a control that shows that each would have worked on usual grading."""

import base64
import re
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from grader.model import Status, Verdict
from grader.training import hidden
from reference.mnist import data

Judge = Callable[..., Verdict]
CHEATS = Path(__file__).parents[1] / "hostile" / "cheats"
TABLES = ("index_table", "hash_table", "perceptual_hash", "nearest_neighbour", "pretrained_weights")
TRICKS = ("constant", "not_a_number", "patched_torch", "one_float_too_many", "leaves_early", "own_torch")


def filled(source: str, tables: dict[str, bytes]) -> str:
    """The cheat with what it knows of the test set put in."""
    return re.sub("@([A-Z]+)@", lambda name: base64.b85encode(zlib.compress(tables[name[1]], 9)).decode(), source)


def test_every_cheat_is_tried() -> None:
    files = {path.name.removesuffix(".py.txt"): path for path in CHEATS.glob("*.py.txt")}
    assert set(files) == {*TABLES, *TRICKS}
    assert all(path.read_text().startswith("# outcome: at most 20 %") for path in files.values())


@pytest.mark.parametrize("name", TABLES)
def test_knowing_the_test_set_is_worth_nothing(
    judge: Judge, script: Callable[[str], str], tables: dict[str, bytes], name: str
) -> None:
    verdict = judge(filled(script(name), tables))
    assert verdict.evidence["mean_accuracy"] <= 20, verdict.feedback
    assert verdict.score == 0
    assert verdict.status is Status.INCORRECT


@pytest.mark.parametrize("name", TABLES)
def test_the_same_cheats_would_do_well_if_classes_order_and_images_stayed_as_they_are(
    judge: Judge,
    script: Callable[[str], str],
    tables: dict[str, bytes],
    name: str,
    monkeypatch: pytest.MonkeyPatch,
    few_digits: data.Digits,
) -> None:
    monkeypatch.setattr(hidden, "_derangement", lambda random: np.arange(10))
    monkeypatch.setattr(hidden, "_hidden", lambda *a: (few_digits.test_images, few_digits.test_labels))
    monkeypatch.setattr(hidden, "PUBLIC_ASKED", 0)
    monkeypatch.setattr(hidden, "_questions", lambda count, random: (np.arange(count), (count,)))
    verdict = judge(filled(script(name), tables))
    assert verdict.evidence["mean_accuracy"] > 70, verdict.feedback


@pytest.mark.parametrize("name", TRICKS)
def test_tricks_earn_nothing(judge: Judge, script: Callable[[str], str], name: str) -> None:
    verdict = judge(script(name))
    assert verdict.evidence["mean_accuracy"] <= 20, verdict.feedback
    assert verdict.score == 0
    assert verdict.status is Status.INCORRECT
    assert "\x1b" not in verdict.evidence["stdout"]


def test_logits_without_a_number_count_as_wrong_and_are_named(judge: Judge, script: Callable[[str], str]) -> None:
    verdict = judge(script("not_a_number"))
    assert verdict.evidence["accuracy"] == [0.0]
    assert any("NaN" in line for line in verdict.feedback)


def test_leaving_early_gives_no_score_whatever_was_printed(judge: Judge, script: Callable[[str], str]) -> None:
    verdict = judge(script("leaves_early"))
    assert "100 %" in verdict.evidence["stdout"]
    assert "confusion" not in verdict.evidence


def test_speaking_in_the_drivers_place_is_noticed(judge: Judge, script: Callable[[str], str]) -> None:
    verdict = judge(script("one_float_too_many"))
    assert any("channel" in line for line in verdict.feedback), verdict.feedback


def test_a_source_that_brings_its_data_along_is_not_read(judge: Judge) -> None:
    verdict = judge("DATA = '" + "x" * 200_000 + "'\n")
    assert verdict.status is Status.INVALID
    assert "200,0" in verdict.feedback[0]
