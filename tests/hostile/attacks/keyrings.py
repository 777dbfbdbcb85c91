# outcome: refused
"""Keeps data in the kernel's keyrings."""

import ctypes
import platform


def attack(target):
    number = {"x86_64": 248, "aarch64": 217}[platform.machine()]  # add_key
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(number, b"user", b"left", b"data", 4, -2) < 0:  # the process's own keyring
        raise OSError(ctypes.get_errno(), "add_key")
    return True
