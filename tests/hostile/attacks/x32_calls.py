# outcome: crashed
# only on: x86_64
"""Calls the kernel by numbers of another instruction set."""

import ctypes


def attack(target):
    return ctypes.CDLL(None).syscall(0x40000000 + 39) > 0
