# outcome: refused
"""Mounts a file system, by the old and the new calls."""

import ctypes


def attack(target):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.mount(b"none", target["folder"].encode(), b"tmpfs", 0, None) == 0:
        return True
    return libc.syscall(430, b"tmpfs", 0) >= 0  # fsopen
