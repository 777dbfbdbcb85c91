"""Accuracy and confusion matrix against counting by hand."""

import torch
from hypothesis import given
from hypothesis import strategies as st

from reference.mnist import evaluate

pairs = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=60)


@given(pairs)
def test_confusion_counts_each_pair_of_truth_and_prediction(answers: list[tuple[int, int]]) -> None:
    predicted, labels = torch.tensor([p for p, _ in answers]), torch.tensor([t for _, t in answers])
    counted = evaluate.confusion(predicted, labels)
    for truth in range(10):
        for guess in range(10):
            assert counted[truth, guess] == answers.count((guess, truth))


@given(pairs)
def test_accuracy_is_the_share_of_the_diagonal(answers: list[tuple[int, int]]) -> None:
    predicted, labels = torch.tensor([p for p, _ in answers]), torch.tensor([t for _, t in answers])
    matrix = evaluate.confusion(predicted, labels)
    assert abs(evaluate.accuracy(predicted, labels) - 100 * matrix.trace().item() / len(answers)) < 1e-9


def test_prediction_does_not_depend_on_the_batch() -> None:
    torch.manual_seed(0)
    network = torch.nn.Sequential(torch.nn.Flatten(), torch.nn.Linear(4, 10), torch.nn.Dropout(0.5))
    images = torch.randn(50, 2, 2)
    assert torch.equal(evaluate.predict(network, images, batch=7), evaluate.predict(network, images, batch=50))
    assert not network.training


def test_the_table_shows_truth_by_rows() -> None:
    lines = evaluate.table(torch.tensor([[5, 0], [2, 3]])).splitlines()
    assert [line.split() for line in lines] == [["truth", "0", "1"], ["0", "5", "."], ["1", "2", "3"]]
