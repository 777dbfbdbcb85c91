# outcome: refused
"""Watches the processor's counters."""

import ctypes
import platform


def attack(target):
    number = {"x86_64": 298, "aarch64": 241}[platform.machine()]
    attributes = (ctypes.c_uint32 * 32)(1, 128)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(number, ctypes.byref(attributes), 0, -1, -1, 0) < 0:
        raise OSError(ctypes.get_errno(), "perf_event_open")
    return True
