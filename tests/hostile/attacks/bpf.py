# outcome: refused
"""Loads a program into the kernel."""

import ctypes
import platform


def attack(target):
    number = {"x86_64": 321, "aarch64": 280}[platform.machine()]
    attributes = (ctypes.c_uint32 * 16)(1, 4, 4, 1)  # an array map of one entry
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(number, 0, ctypes.byref(attributes), 64) < 0:
        raise OSError(ctypes.get_errno(), "bpf")
    return True
