"""The data of a run: nothing given twice, every class renamed, every question answerable."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.training import hidden
from grader.training.hidden import Sizes, experiment
from reference.mnist import data


@settings(max_examples=15, deadline=None)
@given(st.integers(20, 800), st.integers(0, 300), st.integers(1, 400))
def test_every_image_is_asked_and_the_given_ones_are_apart(train: int, public: int, secret: int) -> None:
    source = data.draw(images=1_200, test=500, seed=5)
    run = experiment(source, Sizes(train, public, secret))
    images = [{image.tobytes() for image in part} for part in (run.train_images, run.public_images)]
    asked = {image.tobytes() for image in run.asked[run.number < run.hidden]}
    assert len(run.train_images) == train and len(run.public_images) == public and run.hidden == secret
    assert not images[0] & images[1] and not asked & (images[0] | images[1])
    assert sum(run.batches) == len(run.asked) == len(run.truth) == len(run.number)
    assert set(run.number.tolist()) == set(range(secret + min(public, hidden.PUBLIC_ASKED)))


def test_each_class_goes_by_another_name_in_each_run() -> None:
    source = data.draw(images=300, test=10, seed=6)
    names = []
    for _ in range(6):
        run = experiment(source, Sizes(200, 50, 20))
        assert sorted(run.permutation) == list(range(10))
        assert (run.permutation != np.arange(10)).all()
        names.append(tuple(run.permutation))
        truth = {image.tobytes(): label for image, label in zip(source.train_images, source.train_labels, strict=True)}
        for image, label in zip(run.train_images, run.train_labels, strict=True):
            assert run.permutation[truth[image.tobytes()]] == label
    assert len(set(names)) > 1


def test_twins_are_asked_in_different_batches() -> None:
    run = experiment(data.draw(images=900, test=1, seed=7), Sizes(600, 300, 500))
    batch = np.repeat(np.arange(len(run.batches)), run.batches)
    twice = [np.flatnonzero(run.number == image) for image in np.unique(run.number)]
    twins = [places for places in twice if len(places) > 1]
    assert len(twins) == hidden.TWINS
    assert all(len(places) == 2 and batch[places[0]] != batch[places[1]] for places in twins)


def test_drawn_hidden_digits_are_never_the_same_twice() -> None:
    source = data.draw(images=100, test=10, seed=8)
    one, other = (experiment(source, Sizes(60, 40, 50)) for _ in range(2))
    pictures = [{image.tobytes() for image in run.asked[run.number < 50]} for run in (one, other)]
    assert not pictures[0] & pictures[1]


def test_a_quick_check_has_a_tenth_but_enough_to_learn_from() -> None:
    assert Sizes().tenth() == Sizes(5_000, 1_000, 1_000)
    assert Sizes(600, 50, 200).tenth() == Sizes(100, 50, 100)
