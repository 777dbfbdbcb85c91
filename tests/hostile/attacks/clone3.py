# outcome: refused
# without a sandbox: works
"""Forks by the newer call, whose arguments a filter cannot see."""

import ctypes
import os


def attack(target):
    arguments = (ctypes.c_uint64 * 11)(0, 0, 0, 0, 17)  # exit signal SIGCHLD
    libc = ctypes.CDLL(None, use_errno=True)
    child = libc.syscall(435, ctypes.byref(arguments), 88)
    if child == 0:
        os._exit(0)
    if child < 0:
        raise OSError(ctypes.get_errno(), "clone3")
    return True
