"""Question 7: a convolution as a sum of F_r·F_c matrix products. Write `lower`; nothing is to be printed."""


def lower(x, h):
    """Return the F_r·F_c pairs (A, B) of matrices whose products A @ B add up to the convolution of x with h.

    x: int64 array [N_i, L_r, L_c], the input feature maps
    h: int64 array [N_o, N_i, F_r, F_c], the filter

    Each A has shape [N_o, N_i] and is made of h alone. Each B has shape [N_i, M_r * M_c] and is made of x alone, with
    M_r = L_r - F_r + 1 and M_c = L_c - F_c + 1. The sum of the products has shape [N_o, M_r * M_c]: output point
    (m_r, m_c) of map n_o stands in row n_o, column m_r * M_c + m_c. The filter is not flipped, there is no padding, and
    the stride is 1. The order of the pairs does not matter. `import numpy` works.
    """
    raise NotImplementedError
