"""What is wrong with the pairs that came back, in one line: the property that fails first, and the usual reasons."""

from __future__ import annotations

from typing import Any

import numpy as np

from grader.checks.lowering.convolution import Exact, Sizes, Trial, Whole, convolve, total

Pairs = list[tuple[Whole, Whole]]


def wrong_structure(said: dict[str, Any], sizes: Sizes) -> str | None:
    """What is wrong with the kind, number, shapes or entries of what came back; None when nothing is.

    `said` is the driver's description, already known to be of the right form.
    """
    place = f"for {sizes}"
    if "other" in said:
        return f"{place}: `lower` returned {_kind(said['other'])}; it should return a list of pairs (A, B)"
    if "no_pair" in said:
        number, what = said["no_pair"]
        return f"{place}: item {number} of the list is {_kind(what)}; each item should be a pair (A, B)"
    if said["count"] != sizes.pairs:
        return f"{place}: {said['count']} pairs came back, and {_number_hint(said, sizes)}"
    for number, (a, b) in enumerate(said["shapes"]):
        if hint := _shape_hint("A", a, (sizes.n_o, sizes.n_i), sizes) or _shape_hint(
            "B", b, (sizes.n_i, sizes.m_r * sizes.m_c), sizes
        ):
            return f"{place}: pair {number}: {hint}"
    if not said["whole"]:
        number, name, kind = said["not_whole"]
        return (
            f"{place}: pair {number}: {name} ({kind}) holds more than whole numbers; x and h are whole, so are A and B"
        )
    return None


def _kind(name: str) -> str:
    return {"NoneType": "nothing (is a `return` missing?)", "ndarray": "one array"}.get(name, f"a {name}")


def _number_hint(said: dict[str, Any], sizes: Sizes) -> str:
    wanted = f"{sizes.pairs} were wanted: one for each position in the filter, F_r·F_c = {sizes.f_r}·{sizes.f_c}"
    count = said["count"]
    if count == 1:
        return f"{wanted}; is that one large product, with all positions side by side?"
    if count == sizes.pairs * sizes.n_i:
        return f"{wanted}; the sum over the N_i input maps happens inside each matrix product"
    if count == sizes.pairs * sizes.n_o:
        return f"{wanted}; the N_o output maps are the rows of A"
    if count == sizes.m_r * sizes.m_c:
        return f"{wanted}; the output points are the columns of B"
    if count in (sizes.f_r, sizes.f_c):
        return f"{wanted}; does the loop go over rows and columns of the filter?"
    return wanted


def _shape_hint(name: str, found: list[int], wanted: tuple[int, int], sizes: Sizes) -> str | None:
    """How the shape of A or B differs from the one wanted; None when it does not."""
    if tuple(found) == wanted:
        return None
    rule = {"A": "N_o×N_i", "B": "N_i×(M_r·M_c)"}[name]
    start = f"{name} has shape {_times(found)}, and {_times(list(wanted))} was wanted ({rule})"
    columns = found[-1] if found else 0
    swapped = (sizes.l_r - sizes.f_c + 1) * (sizes.l_c - sizes.f_r + 1)
    if tuple(found) == wanted[::-1]:
        return f"{start}; is it transposed?"
    if len(found) == 3 and name == "B" and found == [sizes.n_i, sizes.m_r, sizes.m_c]:
        return f"{start}; make each map one row"
    if len(found) == 2 and name == "B" and columns == swapped:
        return f"{start}; are rows and columns of the filter swapped?"
    if len(found) == 2 and name == "B" and columns == sizes.l_r * sizes.l_c:
        return f"{start}; B holds only what the filter's position meets, M = L - F + 1 of each side"
    if len(found) == 2 and name == "B" and columns == (sizes.l_r + sizes.f_r - 1) * (sizes.l_c + sizes.f_c - 1):
        return f"{start}; there is no padding here"
    return start


def _times(shape: list[int]) -> str:
    return "×".join(map(str, shape)) if shape else "()"


def wrong_sum(trial: Trial, pairs: Pairs) -> tuple[str, str] | None:
    """What is wrong with the sum of the products, and a word for it; None when the sum is the convolution."""
    x, h, sizes = trial.x, trial.h, trial.sizes
    found, wanted = total(pairs), convolve(x, h)
    if (found == wanted.reshape(found.shape)).all():
        return None
    for word, hint, other in (
        ("flipped", "the filter is flipped in both directions", convolve(x, h[:, :, ::-1, ::-1])),
        ("flipped_rows", "the filter is flipped from top to bottom", convolve(x, h[:, :, ::-1])),
        ("flipped_columns", "the filter is flipped from left to right", convolve(x, h[..., ::-1])),
        (
            "swapped_axes",
            "the columns of B run down the image's columns, not along its rows",
            wanted.transpose(0, 2, 1),
        ),
        ("sign", "every entry has the wrong sign", -wanted),
    ):
        if (found == other.reshape(found.shape)).all():
            return word, f"for {sizes}: the products add up, but {hint}"
    return (
        "other",
        f"for {sizes}: the products do not add up to the convolution: {_first_point(found, wanted, trial, pairs)}",
    )


def _first_point(found: Exact, wanted: Exact, trial: Trial, pairs: Pairs) -> str:
    """The first output point that differs, and which of the matrices are at fault."""
    flat = wanted.reshape(found.shape)
    row, column = (int(index) for index in np.argwhere(found != flat)[0])
    point = f"Y({row}, {column // trial.sizes.m_c}, {column % trial.sizes.m_c}) is {flat[row, column]}"
    text = f"{point}, the sum gives {found[row, column]}"
    sizes = trial.sizes
    places = [(r, c) for r in range(sizes.f_r) for c in range(sizes.f_c)]
    filters = [trial.h[:, :, r, c] for r, c in places]
    windows = [trial.x[:, r : r + sizes.m_r, c : c + sizes.m_c].reshape(sizes.n_i, -1) for r, c in places]
    right_a, right_b = same([a for a, _ in pairs], filters), same([b for _, b in pairs], windows)
    if right_a and right_b:
        return f"{text}; every A and every B is right, but they are paired wrongly"
    if right_a:
        return f"{text}; every A is right, so look at B"
    if right_b:
        return f"{text}; every B is right, so look at A"
    return text


def same(some: list[Whole], others: list[Whole]) -> bool:
    """Whether two lists hold the same matrices, in whatever order."""
    return sorted((m.shape, m.tobytes()) for m in some) == sorted((m.shape, m.tobytes()) for m in others)


def wrong_dependence(first: Pairs, other_x: Pairs, other_h: Pairs, sizes: Sizes) -> str | None:
    """Whether A changed with x alone, or B with h alone; None when neither did."""
    if not same([a for a, _ in first], [a for a, _ in other_x]):
        return f"for {sizes}: with another x and the same h, the matrices A changed; A may be made of h alone"
    if not same([b for _, b in first], [b for _, b in other_h]):
        return f"for {sizes}: with another h and the same x, the matrices B changed; B may be made of x alone"
    return None
