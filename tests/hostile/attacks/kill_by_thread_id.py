# outcome: refused
# without a sandbox: works
"""Ends another process by one of its threads."""

import ctypes
import platform


def attack(target):
    number = {"x86_64": 234, "aarch64": 131}[platform.machine()]  # tgkill
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(number, target["process"], target["process"], 15) != 0:
        raise OSError(ctypes.get_errno(), "tgkill")
    return True
