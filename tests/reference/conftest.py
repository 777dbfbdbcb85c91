"""Formulas with numbers put in, and torch's own count of operations."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sympy


def _value(formula: sympy.Basic, **sizes: int) -> int | tuple[int, ...]:
    filled = formula.subs({symbol: sizes[symbol.name] for symbol in formula.free_symbols}, simultaneous=True)
    if isinstance(filled, sympy.Tuple):
        return tuple(int(size) for size in filled)
    assert filled.is_Integer, filled
    return int(filled)


def _macs(computation: Callable[[], object]) -> int:
    from torch.utils.flop_counter import FlopCounterMode

    with FlopCounterMode(display=False) as counter:
        computation()
    assert counter.get_total_flops() % 2 == 0
    return counter.get_total_flops() // 2  # torch counts 2 FLOPs a MAC


@pytest.fixture(scope="session")
def value() -> Callable[..., int | tuple[int, ...]]:
    """Return a formula's value at given sizes, exactly."""
    return _value


@pytest.fixture(scope="session")
def macs_in_torch() -> Callable[[Callable[[], object]], int]:
    """Return the MACs that torch's flop counter sees in a computation."""
    return _macs
