# outcome: refused
"""Attaches to another process as a debugger."""

import ctypes


def attack(target):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(16, target["process"], None, None) != 0:
        raise OSError(ctypes.get_errno(), "ptrace")
    return True
