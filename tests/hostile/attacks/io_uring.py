# outcome: refused
"""Lets the kernel open files on its behalf."""

import ctypes


def attack(target):
    parameters = (ctypes.c_uint32 * 30)()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(425, 4, ctypes.byref(parameters)) < 0:
        raise OSError(ctypes.get_errno(), "io_uring_setup")
    return True
