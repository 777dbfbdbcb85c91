"""Pooling layers, local and global. Question 15; lecture "Linear algebra"."""

from __future__ import annotations

import sympy

from reference.conv2d import output_size
from reference.symbols import F_c, F_r, L_c, L_r, M_c, M_r, N_i


def output_shape(stride: int) -> sympy.Tuple:
    """Return N_i x M_r x M_c of pooling over F_r x F_c windows every `stride` rows and columns, without padding."""
    return sympy.Tuple(N_i, output_size(L_r, F_r, stride=stride), output_size(L_c, F_c, stride=stride))


#: One operation per element of each window: a comparison for maximum, an addition for average pooling.
operations = N_i * M_r * M_c * F_r * F_c

#: A pooling layer has no weights; its memory is its input and output feature maps.
weight_memory = sympy.Integer(0)
memory = N_i * L_r * L_c + N_i * M_r * M_c

# --- global average pooling: one window as large as the image -----------------------------------------------------

_whole_image = {F_r: L_r, F_c: L_c}

#: N_i x 1 x 1.
global_output = output_shape(1).subs(_whole_image)
global_operations = operations.subs({M_r: global_output[1], M_c: global_output[2]}).subs(_whole_image)

_question_15 = {N_i: 1024, L_r: 16, L_c: 32}


def without_trailing_ones(shape: sympy.Tuple) -> sympy.Tuple:
    """Return `shape` without dimensions of 1 at its end."""
    sizes = list(shape)
    while sizes and sizes[-1] == 1:
        sizes.pop()
    return sympy.Tuple(*sizes)


output = without_trailing_ones(global_output.subs(_question_15))
output_operations = global_operations.subs(_question_15)
