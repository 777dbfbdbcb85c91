"""Scores against counting by hand."""

import base64
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.training.hidden import Experiment, Sizes, experiment
from grader.training.scoring import score
from reference.mnist import data

RUN = experiment(data.draw(images=400, test=10, seed=1), Sizes(200, 120, 250))


def logits_for(run: Experiment, predicted: np.ndarray) -> np.ndarray:
    """Logits that say `predicted` (classes) in the run's own names."""
    return np.eye(10, dtype=np.float32)[run.permutation[predicted]] * 7


def test_the_truth_in_the_runs_names_scores_full() -> None:
    result = score(logits_for(RUN, RUN.truth), RUN)
    assert result.accuracy == result.public_accuracy == 100
    assert result.gap == 0 and result.wrong == () and result.unequal_twins == 0 and result.twins == 64


def test_the_truth_in_the_usual_names_scores_nothing() -> None:
    usual = np.eye(10, dtype=np.float32)[RUN.truth]
    assert score(usual, RUN).accuracy == 0


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_any_predictions_are_counted_as_a_loop_counts_them(seed: int) -> None:
    random = np.random.default_rng(seed)
    predicted = random.integers(0, 10, len(RUN.asked))
    result = score(logits_for(RUN, predicted), RUN)
    first: dict[int, int] = {}
    for place, image in enumerate(RUN.number.tolist()):
        first.setdefault(image, place)
    matrix = np.zeros((10, 10), int)
    for image, place in first.items():
        if image < RUN.hidden:
            matrix[RUN.truth[place], predicted[place]] += 1
    assert (result.confusion == matrix).all()
    assert abs(result.accuracy - 100 * np.trace(matrix) / 250) < 1e-9
    public = [predicted[place] == RUN.truth[place] for image, place in first.items() if image >= RUN.hidden]
    assert abs(result.public_accuracy - 100 * np.mean(public)) < 1e-9


def test_infinite_and_missing_numbers_are_wrong_even_where_the_largest_is_right() -> None:
    logits = logits_for(RUN, RUN.truth)
    logits[:40, 0] = np.inf
    logits[40:80, 9] = np.nan
    result = score(logits, RUN)
    first = np.unique(RUN.number, return_index=True)[1]
    assert result.not_finite == int((first < 80).sum())
    assert result.accuracy < 100
    assert result.confusion.sum() == int(((RUN.number[first] < RUN.hidden) & (first >= 80)).sum())


def test_rounding_between_batches_is_forgiven_and_noise_is_not() -> None:
    random = np.random.default_rng(0)
    logits = logits_for(RUN, RUN.truth)
    close = logits + random.normal(0, 1e-3, logits.shape).astype(np.float32)
    noisy = logits + random.normal(0, 1.0, logits.shape).astype(np.float32)
    assert score(close, RUN).unequal_twins == 0
    assert score(noisy, RUN).unequal_twins > 50


def test_wrong_digits_are_shown_with_their_pixels() -> None:
    predicted = (RUN.truth + 1) % 10
    wrong = score(logits_for(RUN, predicted), RUN).wrong
    assert len(wrong) == 12
    shown = np.frombuffer(base64.b64decode(wrong[0]["pixels"]), np.uint8).reshape(28, 28)
    place = next(i for i, image in enumerate(RUN.asked) if np.array_equal(image, shown))
    assert wrong[0]["label"] == RUN.truth[place] and wrong[0]["predicted"] == (RUN.truth[place] + 1) % 10


def test_a_network_that_only_knows_the_public_images_has_a_gap() -> None:
    known = np.where(RUN.number >= RUN.hidden, RUN.truth, (RUN.truth + 3) % 10)
    assert score(logits_for(RUN, known), RUN).gap == 100


def test_without_public_images_there_is_no_gap() -> None:
    run = replace(experiment(data.draw(images=100, test=5, seed=3), Sizes(100, 0, 60)))
    assert np.isnan(score(logits_for(run, run.truth), run).public_accuracy)


@pytest.mark.parametrize(
    ("hidden", "public", "asked", "odd"),
    [
        (98.6, 98.3, 10_000, False),  # MNIST's test images are a little easier
        (100.0, 98.5, 10_000, True),  # the last points from a table
        (99.9, 98.9, 10_000, True),
        (96.0, 95.0, 10_000, False),  # two standard errors and the usual half point
        (97.0, 93.0, 500, False),  # few images: chance
        (98.0, 99.0, 10_000, False),
        (100.0, 100.0, 10_000, False),
    ],
)
def test_hidden_images_may_be_easier_than_public_ones_by_chance_and_half_a_point(
    hidden: float, public: float, asked: int, odd: bool
) -> None:
    result = replace(
        score(logits_for(RUN, RUN.truth), RUN), accuracy=hidden, public_accuracy=public, asked=(asked, asked)
    )
    assert result.too_good is odd


def test_without_public_images_nothing_is_too_good() -> None:
    result = score(logits_for(RUN, RUN.truth), RUN)
    assert result.asked == (250, 120)
    assert not replace(result, public_accuracy=float("nan"), asked=(250, 0)).too_good
