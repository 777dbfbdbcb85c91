import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports import run

NAMES = ["step", "loss", "pixels", "label", "predicted", "name", "shape", "macs", "accuracy", "points"]
junk = st.recursive(
    st.sampled_from([None, True, -1, 3.5, math.nan, math.inf, "", "AAAA", "x" * 9]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=3),
    max_leaves=6,
)
KEYS = ["data", "accuracy", "confusion", "next_band", "wrong_digits", "curve", "layers", "wall_seconds", "stdout"]


def test_a_verdict_without_an_accuracy_has_no_run():
    assert run.of({}) is None
    assert run.of({"mean_accuracy": None, "stdout": "Traceback"}) is None
    assert run.of({"mean_accuracy": math.nan}) is None


def test_the_run_of_a_report_is_read_whole(report):
    found = run.of(report.verdicts[-1].evidence)
    assert found is not None
    assert found.mean_accuracy == 98.08
    assert found.next_points == 15.0
    assert len(found.digits) == 8
    assert len(found.loss) == len(found.accuracy) == 200
    assert [layer.shape for layer in found.layers] == ["16 × 12 × 12", "10"]


def test_confusions_are_the_misread_pairs_with_the_most_frequent_first(report):
    found = run.of(report.verdicts[-1].evidence)
    assert found is not None
    assert found.confusions[0] == (4, 9, 31)
    assert all(label != predicted for label, predicted, _ in found.confusions)


@pytest.mark.parametrize("matrix", [None, [], [[1] * 10] * 9, [[1] * 9] * 10, "x" * 10, [[None] * 10] * 10])
def test_a_matrix_of_another_shape_is_left_out(matrix):
    found = run.of({"mean_accuracy": 90.0, "confusion": matrix})
    assert found is not None
    assert found.confusion == ()


def test_a_loss_that_became_infinite_is_left_out_of_the_curve():
    curve = [
        {"step": 0, "loss": 2.0},
        {"step": 1, "loss": math.inf},
        {"step": 2, "loss": math.nan},
        {"step": 3, "loss": 1.0},
    ]
    found = run.of({"mean_accuracy": 90.0, "curve": curve})
    assert found is not None
    assert found.loss == ((0, 2.0), (3, 1.0))


@given(st.dictionaries(st.sampled_from(KEYS), junk))
def test_evidence_of_any_shape_is_read_without_a_fault(evidence):
    found = run.of({**evidence, "mean_accuracy": 97.0})
    assert found is not None
