# outcome: refused
"""Reads its parent's memory, by file and by call."""

import ctypes
import os


class Area(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("length", ctypes.c_size_t))


def attack(target):
    try:
        with open(f"/proc/{os.getppid()}/mem", "rb"):
            return True
    except OSError:
        pass
    buffer = ctypes.create_string_buffer(8)
    here, there = Area(ctypes.addressof(buffer), 8), Area(0x400000, 8)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.process_vm_readv(os.getppid(), ctypes.byref(here), 1, ctypes.byref(there), 1, 0) < 0:
        raise OSError(ctypes.get_errno(), "process_vm_readv")
    return True
