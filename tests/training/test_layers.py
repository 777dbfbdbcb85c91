"""Costs of a reported network against the course's formulas and against torch; reports that lie are left out."""

from typing import Any

import pytest
import sympy
import torch
from hypothesis import given
from hypothesis import strategies as st

import reference.conv2d
import reference.dense
import reference.pooling
from grader.training.inside import accuracy
from grader.training.inside.watching import Watch
from grader.training.layers import costs


def reported(network: torch.nn.Module) -> list[dict[str, Any]]:
    backward = torch.Tensor.backward
    try:
        return Watch(torch, accuracy).facts(network)["layers"]
    finally:
        torch.Tensor.backward = backward  # the watch of a sandboxed child is never taken off


def value(formula: sympy.Expr, **sizes: int) -> int:
    return int(formula.subs({symbol: sizes[symbol.name] for symbol in formula.free_symbols}))


class Gray(torch.nn.Module):
    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return images.float() / 255


def test_a_dense_layer_costs_what_question_4_says() -> None:
    network = torch.nn.Sequential(torch.nn.Flatten(), Gray(), torch.nn.Linear(784, 784))
    layer = costs(reported(network))[-1]
    macs, memory = (value(formula, N=784) for formula in (reference.dense.square_macs, reference.dense.square_memory))
    assert (layer["macs"], layer["memory"]) == (macs, memory)
    assert layer["parameters"] == 784 * 784 + 784
    assert layer["arithmetic_intensity"] == round(macs / memory, 4)


@pytest.mark.parametrize(("stride", "groups"), [(1, 1), (2, 1), (1, 2)])
def test_a_convolution_costs_what_torch_counts(stride: int, groups: int) -> None:
    from torch.utils.flop_counter import FlopCounterMode

    convolution = torch.nn.Conv2d(4, 6, (3, 5), stride=stride, padding=1, groups=groups)
    network = torch.nn.Sequential(Gray(), torch.nn.Conv2d(1, 4, 1), convolution)
    layer = costs(reported(network))[-1]
    with FlopCounterMode(display=False) as counter:
        result = convolution(torch.zeros(1, 4, 28, 28))
    assert 2 * layer["macs"] == counter.get_total_flops()
    assert layer["shape"] == list(result.shape[1:])
    assert layer["memory"] == 4 * 28 * 28 + convolution.weight.numel() + result.numel()


def test_a_convolution_costs_what_question_9_says() -> None:
    network = torch.nn.Sequential(Gray(), torch.nn.Conv2d(1, 3, 1), torch.nn.Conv2d(3, 7, (5, 3)))
    layer = costs(reported(network))[-1]
    sizes = {"N_i": 3, "N_o": 7, "L_r": 28, "L_c": 28, "F_r": 5, "F_c": 3}
    assert layer["macs"] == value(reference.conv2d.macs, **sizes)
    memory = reference.conv2d.filter_memory + reference.conv2d.feature_memory
    assert layer["memory"] == value(memory, **sizes)


@pytest.mark.parametrize("pool", [torch.nn.AvgPool2d(4), torch.nn.AdaptiveAvgPool2d(1), torch.nn.AvgPool2d(3, 1)])
def test_pooling_costs_what_question_15_says(pool: torch.nn.Module) -> None:
    layer = costs(reported(torch.nn.Sequential(Gray(), pool)))[-1]
    side = layer["shape"][1]
    window = {4: 4, 3: 3}.get(getattr(pool, "kernel_size", 0), 28)
    sizes = {"N_i": 1, "L_r": 28, "L_c": 28, "M_r": side, "M_c": side, "F_r": window, "F_c": window}
    assert layer["macs"] == value(reference.pooling.operations, **sizes)
    assert layer["memory"] == value(reference.pooling.memory, **sizes)


def test_a_network_is_left_in_its_mode() -> None:
    network = torch.nn.Sequential(torch.nn.Flatten(), Gray(), torch.nn.Linear(784, 10), torch.nn.BatchNorm1d(10))
    network.train()
    reported(network)
    assert all(module.training for module in network.modules())
    assert network[3].num_batches_tracked == 0


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["input", "output", "kind", "name", "parameters", "kernel_size", "groups"]),
            inner,
            max_size=7,
        )
    ),
    max_leaves=20,
)


@given(json_values)
def test_whatever_is_reported_gives_well_formed_layers_or_none(value: object) -> None:
    for layer in costs(value):
        assert layer["macs"] >= 0 and layer["memory"] >= 0
        assert all(isinstance(size, int) for size in layer["shape"])


def test_sizes_beyond_reason_are_left_out() -> None:
    layer = {"name": "a", "kind": "Linear", "input": [784], "output": [10], "parameters": 1}
    assert len(costs([layer])) == 1
    for change in ({"input": [-1]}, {"output": [10**12]}, {"name": "<b>"}, {"parameters": True}, {"kind": "x" * 99}):
        assert costs([{**layer, **change}]) == []
    assert len(costs([layer] * 1_000)) == 60
