# outcome: refused
"""Leaves a System V memory segment behind."""

import ctypes


def attack(target):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.shmget(0, 4096, 0o1600) < 0:
        raise OSError(ctypes.get_errno(), "shmget")
    return True
