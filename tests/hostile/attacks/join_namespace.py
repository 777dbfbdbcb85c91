# outcome: refused
"""Joins the namespaces of another process."""

import ctypes
import os


def attack(target):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.setns(os.open("/proc/self/ns/user", os.O_RDONLY), 0) != 0:
        raise OSError(ctypes.get_errno(), "setns")
    return True
