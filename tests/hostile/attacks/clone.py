# outcome: refused
# without a sandbox: works
"""Forks by the older call."""

import ctypes
import os
import platform


def attack(target):
    number = {"x86_64": 56, "aarch64": 220}[platform.machine()]
    libc = ctypes.CDLL(None, use_errno=True)
    child = libc.syscall(number, 17, 0, 0, 0, 0)
    if child == 0:
        os._exit(0)
    if child < 0:
        raise OSError(ctypes.get_errno(), "clone")
    return True
