import numpy as np


def lower(x, h):
    """One pair for each position in the filter."""
    _, rows, columns = x.shape
    _, maps, filter_rows, filter_columns = h.shape
    out_rows, out_columns = rows - filter_rows + 1, columns - filter_columns + 1
    pairs = []
    for r in range(filter_rows):
        for c in range(filter_columns):
            seen = x[:, r : r + out_rows, c : c + out_columns]
            pairs.append((h[:, :, r, c], np.ascontiguousarray(seen).reshape(maps, out_rows * out_columns)))
    return pairs
