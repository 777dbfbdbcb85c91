"""CNN style two-dimensional convolution layers. Questions 8 to 12; lecture "Linear algebra".

Y(n_o, m_r, m_c) = sum over n_i, f_r, f_c of H(n_o, n_i, f_r, f_c) · X(n_i, m_r + f_r, m_c + f_c),
with H of N_o x N_i x F_r x F_c, X of N_i x L_r x L_c and Y of N_o x M_r x M_c; no flip, no bias.
"""

from __future__ import annotations

import sympy

from reference.symbols import F_c, F_r, L_c, L_r, M_c, M_r, N_i, N_o, size


def output_size(
    length: sympy.Expr, kernel: sympy.Expr, padding: sympy.Expr = sympy.S.Zero, stride: int = 1
) -> sympy.Expr:
    """Return the positions at which `kernel` fits into `length` with `padding` zeros in all, every `stride`-th taken.

    The last first-element index is length + padding - kernel, the first is 0: floor(that / stride) + 1 positions.
    """
    return sympy.floor((length + padding - kernel) / stride) + 1


def even_output_size(
    length: sympy.Symbol, kernel: sympy.Expr, padding: sympy.Expr = sympy.S.Zero, stride: int = 1
) -> sympy.Expr:
    """Return `output_size` for an even `length`: with length = 2·half the floor resolves, and half = length / 2."""
    half = size("half")
    return sympy.simplify(output_size(2 * half, kernel, padding, stride)).subs(half, length / 2)


# --- without padding, stride 1 (questions 8 and 9) ----------------------------------------------------------------

#: One output point is an inner product over all input maps and the whole kernel (question 8).
macs_per_output = N_i * F_r * F_c

_macs_of_output_shape = N_o * M_r * M_c * macs_per_output
_features_of_output_shape = N_i * L_r * L_c + N_o * M_r * M_c
_valid = {M_r: output_size(L_r, F_r), M_c: output_size(L_c, F_c)}
_large_image = {M_r: L_r, M_c: L_c}  # M/L -> 1 as L/F -> infinity

macs = _macs_of_output_shape.subs(_valid)
filter_memory = N_o * N_i * F_r * F_c

#: Elements of the input and output feature maps together.
feature_memory = _features_of_output_shape.subs(_valid)

#: The same where the image is so much larger than the filter that M_r = L_r and M_c = L_c do no harm.
macs_large_image = _macs_of_output_shape.subs(_large_image)
feature_memory_large_image = _features_of_output_shape.subs(_large_image)

# --- padding that keeps the size (question 10) --------------------------------------------------------------------


def same_padding(kernel: sympy.Expr, length: sympy.Expr = L_r) -> sympy.Expr:
    """Return the zeros, both sides together, with which a stride 1 output is as long as its unpadded input."""
    padding = sympy.Symbol("padding", integer=True)
    (answer,) = sympy.solve(output_size(length, kernel, padding) - length, padding)
    return answer


row_padding = same_padding(F_r, L_r)
col_padding = same_padding(F_c, L_c)

border_1, border_3, border_5 = (same_padding(sympy.Integer(kernel)) / 2 for kernel in (1, 3, 5))

# --- stride with that padding, L_r and L_c even, and lowering to one product (question 11) ------------------------


def padded_output(stride: int) -> sympy.Tuple:
    """Return N_o x M_r x M_c for size-keeping padding, `stride` in rows and columns, and even L_r and L_c."""
    rows = even_output_size(L_r, F_r, row_padding, stride)
    cols = even_output_size(L_c, F_c, col_padding, stride)
    return sympy.Tuple(N_o, rows, cols)


def lowered_sizes(output: sympy.Tuple) -> dict[str, sympy.Expr]:
    """Return the BLAS sizes of Y (m x n) = H (m x k) · X (k x n) for an output of N_o x M_r x M_c.

    H is the filter with one row per output map. X has one column per output point: the N_i·F_r·F_c inputs it sees.
    """
    maps, rows, cols = output
    return {"m": maps, "n": rows * cols, "k": macs_per_output}


stride1 = padded_output(1)
stride2 = padded_output(2)
lowered = {"stride1": lowered_sizes(stride1), "stride2": lowered_sizes(stride2)}
columns_ratio = sympy.simplify(lowered["stride2"]["n"] / lowered["stride1"]["n"])

# --- other image sizes (question 12) ------------------------------------------------------------------------------


def accepts_image(trained: tuple[int, int, int], offered: tuple[int, int, int]) -> bool:
    """Say whether a filter trained on images of `trained` (maps, rows, columns) can be applied to `offered` ones.

    What is trained is the filter: only sizes that its shape depends on must be kept.
    """
    kept = zip((N_i, L_r, L_c), trained, offered, strict=True)
    return all(before == now for name, before, now in kept if filter_memory.has(name))


takes_smaller = accepts_image((3, 1024, 2048), (3, 512, 1024))
takes_square = accepts_image((3, 1024, 2048), (3, 512, 512))
