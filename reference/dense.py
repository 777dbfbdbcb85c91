"""Dense layers: y (N_o x 1) = f(H (N_o x N_i) · x (N_i x 1)). Questions 4 to 6; lecture "Linear algebra"."""

from __future__ import annotations

from math import prod

import sympy

from reference.symbols import N, N_i, N_o

#: Every weight takes part in one multiply-accumulate.
macs = N_i * N_o

input_memory = N_i
weight_memory = N_i * N_o
output_memory = N_o

#: Elements of input, weights and output together (no bias).
memory = input_memory + weight_memory + output_memory

_as_long_as_wide = {N_i: N, N_o: N}

#: The layer of question 4, which has as many outputs as inputs.
square_macs = macs.subs(_as_long_as_wide)
square_memory = memory.subs(_as_long_as_wide)

#: Inputs of question 4, as channels x rows x columns; each is flattened to a vector.
IMAGES = {
    "mnist": (1, 28, 28),
    "cifar": (3, 32, 32),
    "imagenet": (3, 224, 224),
    "quarter_hd": (3, 512, 1024),
    "hd": (3, 1024, 2048),
}


def cost_of_image(shape: tuple[int, int, int]) -> dict[str, sympy.Expr]:
    """Return `n`, `macs` and `memory` of the square dense layer on an image of `shape` (channels, rows, columns)."""
    n = sympy.Integer(prod(shape))
    return {"n": n, "macs": square_macs.subs(N, n), "memory": square_memory.subs(N, n)}


#: The table of question 4.
table = {name: cost_of_image(shape) for name, shape in IMAGES.items()}


def accepts_length(trained: int, offered: int) -> bool:
    """Say whether weights trained for inputs of length `trained` can be applied to one of length `offered`.

    The columns of H are as many as the inputs, so the product H·x exists for one length of x only.
    """
    columns = sympy.diff(weight_memory, N_o)  # of H: weights per output
    return bool(columns.subs(N_i, trained) == offered)


#: Question 6: a layer trained for 1024 x 1.
takes_longer = accepts_length(1024, 2048)
takes_shorter = accepts_length(1024, 512)
