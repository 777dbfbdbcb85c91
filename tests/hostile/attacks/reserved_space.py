# outcome: refused
"""Reserves space beyond a file's end, which the limit on file sizes does not count."""

import ctypes
import os


def attack(target):
    libc = ctypes.CDLL(None, use_errno=True)
    with open("reserved", "wb") as file:
        size = ctypes.c_long(128 << 20)
        if libc.fallocate(file.fileno(), 1, ctypes.c_long(0), size) != 0:
            raise OSError(ctypes.get_errno(), "fallocate")
        return os.fstat(file.fileno()).st_blocks * 512 > 64 << 20
