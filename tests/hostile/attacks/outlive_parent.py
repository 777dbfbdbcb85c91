# outcome: refused
# without a sandbox: works
"""Asks not to be killed when its parent dies, and not to be looked at."""

import ctypes


def attack(target):
    libc = ctypes.CDLL(None, use_errno=True)
    return any(libc.prctl(option, 0, 0, 0, 0) == 0 for option in (1, 4))
