"""Cheats get at most 20 % or wait for a person, with a control that shows that each works on usual grading."""

import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from grader.model import Status, Verdict
from grader.training import baggage, grain, hidden
from reference.mnist import data

Judge = Callable[..., Verdict]
CHEATS = Path(__file__).parents[1] / "hostile" / "cheats"
TABLES = ("index_table", "hash_table", "perceptual_hash", "nearest_neighbour", "pretrained_weights")
TRICKS = ("constant", "not_a_number", "patched_torch", "one_float_too_many", "leaves_early", "own_torch")


WAITING = "pretrained_network"
HELPED = ("honest_with_hashes", "honest_with_pictures")


@pytest.fixture
def usual_grading(monkeypatch: pytest.MonkeyPatch, few_digits: data.Digits) -> None:
    """Classes keep their names, images their order and their pixels: what a plain loop over the test set does."""
    monkeypatch.setattr(hidden, "_derangement", lambda random: np.arange(10))
    monkeypatch.setattr(hidden, "_hidden", lambda *a: (few_digits.test_images, few_digits.test_labels))
    monkeypatch.setattr(hidden, "PUBLIC_ASKED", 0)
    monkeypatch.setattr(hidden, "_questions", lambda count, random: (np.arange(count), (count,)))
    monkeypatch.setattr(grain, "grained", lambda images, random: images)


def test_every_cheat_is_tried() -> None:
    files = {path.name.removesuffix(".py.txt"): path for path in CHEATS.glob("*.py.txt")}
    assert set(files) == {*TABLES, *TRICKS, *HELPED, WAITING}
    wanted = {name: path.read_text().splitlines()[0].removeprefix("# outcome: ") for name, path in files.items()}
    assert all(wanted[name] == "at most 20 % of the hidden images" for name in (*TABLES, *TRICKS))
    assert wanted[WAITING] == "waits for a person" and all(
        "the honest network in it" in wanted[name] for name in HELPED
    )


@pytest.mark.parametrize("name", TABLES)
def test_knowing_the_test_set_is_worth_nothing(
    judge: Judge, knowledge: ModuleType, tables: dict[str, bytes], name: str
) -> None:
    verdict = judge(knowledge.filled(name, tables))
    assert verdict.evidence["mean_accuracy"] <= 20, verdict.feedback
    assert verdict.score == 0
    assert verdict.status is Status.INCORRECT


@pytest.mark.parametrize("name", TABLES)
def test_the_same_cheats_would_do_well_on_usual_grading(
    judge: Judge, knowledge: ModuleType, tables: dict[str, bytes], name: str, usual_grading: None
) -> None:
    verdict = judge(knowledge.filled(name, tables))
    assert verdict.evidence["mean_accuracy"] > 70, verdict.feedback


def test_a_network_trained_at_home_earns_nothing_until_a_person_has_looked(
    judge: Judge, knowledge: ModuleType, tables: dict[str, bytes]
) -> None:
    verdict = judge(knowledge.filled(WAITING, tables))
    assert verdict.evidence["mean_accuracy"] > 75, "it learns what the classes are called"
    assert (verdict.status, verdict.score) == (Status.NEEDS_REVIEW, 0)
    assert verdict.suggested_score == 8
    assert re.search(r"mnist\.py:6: the source holds \d+,\d{3} bytes of data", verdict.evidence["review"])
    assert verdict.evidence["review"] in verdict.feedback


def test_hashes_of_the_hardest_test_images_add_nothing_to_an_honest_network(
    judge: Judge, knowledge: ModuleType, tables: dict[str, bytes]
) -> None:
    verdict = judge(knowledge.filled("honest_with_hashes", tables), bands=((50.0, 1.0),))
    assert verdict.status is Status.CORRECT, (verdict.feedback, "its table is small enough not to be looked at")
    assert (
        verdict.evidence["mean_accuracy"] < verdict.evidence["runs"][0]["public_accuracy"] + 6
    )  # chance on 300 images


def all_known(tables: dict[str, bytes]) -> dict[str, bytes]:
    """Not only the hard images are known, but all of the test set."""
    return {**tables, "HARDHASHES": tables["HASHES"], "HARDSMALL": tables["SMALL"], "HARDLABELS": tables["LABELS"]}


@pytest.mark.parametrize("name", HELPED)
def test_on_usual_grading_such_tables_lift_the_last_points(
    judge: Judge, knowledge: ModuleType, tables: dict[str, bytes], name: str, usual_grading: None
) -> None:
    verdict = judge(knowledge.filled(name, all_known(tables)))
    assert verdict.evidence["mean_accuracy"] > 99.5, "the network by itself gets 94 to 97 %"
    assert verdict.status is Status.NEEDS_REVIEW, "the whole test set is more than a source may hold unseen"


def test_far_more_right_of_the_hidden_images_than_of_the_public_ones_is_shown_to_a_person(
    judge: Judge, knowledge: ModuleType, tables: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(grain, "grained", lambda images, random: images)
    monkeypatch.setattr(baggage, "USUAL", 1 << 20)
    verdict = judge(
        knowledge.filled("honest_with_hashes", all_known(tables)).replace("range(steps)", "range(steps // 3)")
    )
    assert verdict.evidence["mean_accuracy"] == 100
    assert "higher on the hidden images than on the public ones" in verdict.evidence["review"]
    assert verdict.status is Status.CORRECT, "a gap alone changes no mark"


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
