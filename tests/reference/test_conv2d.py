from __future__ import annotations

import sympy
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reference import conv2d
from reference.symbols import F_c, F_r, L_c, L_r

maps = st.integers(1, 5)
kernels = st.integers(1, 5)
images = st.integers(1, 14)


@settings(deadline=None, max_examples=50)
@given(maps, maps, images, images, kernels, kernels)
def test_macs_and_memory_are_those_of_a_real_layer(value, macs_in_torch, n_i, n_o, l_r, l_c, f_r, f_c):
    assume(f_r <= l_r and f_c <= l_c)
    sizes = {"N_i": n_i, "N_o": n_o, "L_r": l_r, "L_c": l_c, "F_r": f_r, "F_c": f_c}
    layer = torch.nn.Conv2d(n_i, n_o, (f_r, f_c), bias=False, device="meta")
    x = torch.zeros(1, n_i, l_r, l_c, device="meta")
    y = layer(x)
    assert value(conv2d.macs, **sizes) == macs_in_torch(lambda: layer(x))
    assert value(conv2d.filter_memory, **sizes) == sum(p.numel() for p in layer.parameters())
    assert value(conv2d.feature_memory, **sizes) == x.numel() + y.numel()
    assert value(conv2d.macs_per_output, **sizes) * y.numel() == value(conv2d.macs, **sizes)


@settings(deadline=None, max_examples=50)
@given(maps, images, images, kernels, kernels)
def test_macs_are_those_of_nested_loops(value, n_i, l_r, l_c, f_r, f_c):
    assume(f_r <= l_r and f_c <= l_c)
    count = 0
    for top in range(l_r):
        for left in range(l_c):
            if top + f_r <= l_r and left + f_c <= l_c:
                count += n_i * f_r * f_c
    assert value(conv2d.macs, N_i=n_i, N_o=1, L_r=l_r, L_c=l_c, F_r=f_r, F_c=f_c) == count


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 30), st.integers(1, 7), st.integers(0, 8), st.integers(1, 5))
def test_an_output_has_as_many_rows_as_windows_fit(length, kernel, padding, stride):
    assume(kernel <= length + padding)
    starts = [start for start in range(length + padding) if start % stride == 0 and start + kernel <= length + padding]
    formula = conv2d.output_size(sympy.Integer(length), sympy.Integer(kernel), sympy.Integer(padding), stride)
    assert formula == len(starts)
    padded = torch.nn.functional.pad(torch.zeros(1, 1, length, 1), (0, 0, padding // 2, padding - padding // 2))
    assert torch.nn.functional.conv2d(padded, torch.zeros(1, 1, kernel, 1), stride=(stride, 1)).shape[2] == formula


@settings(deadline=None, max_examples=50)
@given(maps, maps, images, images, kernels, kernels, st.sampled_from([1, 2]))
def test_padded_outputs_and_lowered_sizes_are_those_of_torch(value, n_i, n_o, half_r, half_c, f_r, f_c, stride):
    l_r, l_c = 2 * half_r, 2 * half_c
    sizes = {"N_i": n_i, "N_o": n_o, "L_r": l_r, "L_c": l_c, "F_r": f_r, "F_c": f_c}
    rows, cols = value(conv2d.row_padding, **sizes), value(conv2d.col_padding, **sizes)
    x = torch.nn.functional.pad(
        torch.arange(n_i * l_r * l_c, dtype=torch.float64).reshape(1, n_i, l_r, l_c) % 7,
        (cols // 2, cols - cols // 2, rows // 2, rows - rows // 2),
    )
    h = torch.arange(n_o * n_i * f_r * f_c, dtype=torch.float64).reshape(n_o, n_i, f_r, f_c) % 5
    y = torch.nn.functional.conv2d(x, h, stride=stride)
    assert tuple(y.shape[1:]) == value(conv2d.stride1 if stride == 1 else conv2d.stride2, **sizes)
    columns = torch.nn.functional.unfold(x, (f_r, f_c), stride=stride)[0]  # [k, n]
    lowered = {name: value(size, **sizes) for name, size in conv2d.lowered[f"stride{stride}"].items()}
    assert tuple(columns.shape) == (lowered["k"], lowered["n"])
    assert torch.equal((h.reshape(lowered["m"], lowered["k"]) @ columns).reshape(y[0].shape), y[0])


@settings(deadline=None, max_examples=50)
@given(images, kernels)
def test_size_keeping_padding_keeps_the_size_whatever_the_length(length, kernel):
    padding = conv2d.same_padding(sympy.Integer(kernel))
    assert conv2d.output_size(sympy.Integer(length), sympy.Integer(kernel), padding) == length


def test_borders_are_what_torch_pads_for_the_same_size():
    for kernel, border in ((1, conv2d.border_1), (3, conv2d.border_3), (5, conv2d.border_5)):
        layer = torch.nn.Conv2d(1, 1, kernel, padding=int(border))
        assert layer(torch.zeros(1, 1, 8, 9)).shape == (1, 1, 8, 9)


def test_a_quarter_of_the_columns_is_left_with_stride_2():
    wide = torch.nn.functional.unfold(torch.zeros(1, 1, 10, 12), 3, padding=1)
    strided = torch.nn.functional.unfold(torch.zeros(1, 1, 10, 12), 3, padding=1, stride=2)
    assert conv2d.columns_ratio == sympy.Rational(strided.shape[2], wide.shape[2])


def test_the_large_image_approximations_are_met_by_large_images():
    zoom = sympy.Symbol("zoom", positive=True)
    for exact, approximate in (
        (conv2d.macs, conv2d.macs_large_image),
        (conv2d.feature_memory, conv2d.feature_memory_large_image),
    ):
        ratio = (exact / approximate).subs({L_r: zoom * L_r, L_c: zoom * L_c}, simultaneous=True)
        assert sympy.limit(ratio, zoom, sympy.oo) == 1
        assert sympy.simplify((exact - approximate).subs({F_r: 1, F_c: 1})) == 0


def test_a_filter_takes_every_image_of_as_many_maps():
    layer = torch.nn.Conv2d(3, 2, 3, device="meta")
    assert conv2d.takes_smaller
    assert conv2d.takes_square
    for shape in ((3, 512, 1024), (3, 512, 512)):
        assert layer(torch.zeros(1, *shape, device="meta")).shape[1] == 2
    assert not conv2d.accepts_image((3, 8, 8), (1, 8, 8))
