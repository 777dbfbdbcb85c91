from __future__ import annotations

import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reference import pooling

maps = st.integers(1, 5)
images = st.integers(1, 12)
windows = st.integers(1, 4)


@settings(deadline=None, max_examples=50)
@given(maps, images, images, windows, windows, st.integers(1, 4))
def test_a_local_pooling_layer_has_the_shape_and_memory_of_a_real_one(value, n_i, l_r, l_c, f_r, f_c, stride):
    assume(f_r <= l_r and f_c <= l_c)
    x = torch.zeros(1, n_i, l_r, l_c)
    layer = torch.nn.MaxPool2d((f_r, f_c), stride)
    y = layer(x)
    sizes = {"N_i": n_i, "L_r": l_r, "L_c": l_c, "F_r": f_r, "F_c": f_c, "M_r": y.shape[2], "M_c": y.shape[3]}
    assert value(pooling.output_shape(stride), **sizes) == tuple(y.shape[1:])
    assert value(pooling.memory, **sizes) == x.numel() + y.numel()
    assert value(pooling.weight_memory, **sizes) == sum(p.numel() for p in layer.parameters())
    window = torch.nn.functional.unfold(x, (f_r, f_c), stride=stride)  # what is looked at, window by window
    assert value(pooling.operations, **sizes) == window.numel()


@settings(deadline=None, max_examples=50)
@given(maps, images, images)
def test_global_pooling_gives_one_value_a_map_and_touches_each_input_once(value, n_i, l_r, l_c):
    x = torch.zeros(1, n_i, l_r, l_c)
    y = torch.nn.AdaptiveAvgPool2d(1)(x)
    assert value(pooling.global_output, N_i=n_i) == tuple(y.shape[1:])
    assert value(pooling.global_operations, N_i=n_i, L_r=l_r, L_c=l_c) == x.numel()


def test_question_15_is_answered_by_torch(value):
    x = torch.zeros(1024, 16, 32)
    assert value(pooling.output) == tuple(x.mean(dim=(1, 2)).shape)
    assert value(pooling.output_operations) == x.numel()
