"""Install a ready seccomp program (made by `grader.sandbox.syscalls`) in this process and all that it starts."""

from __future__ import annotations

import ctypes
import os
import struct

_PR_SET_SECCOMP, _MODE_FILTER = 22, 2
_JUMP_IF_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K

#: Stands in the program for the process id that it will run under; libseccomp keeps it as one 32-bit constant.
SELF = 0x5EA1ED1D


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p))


def install(program: bytes) -> None:
    """Put `program` (classic BPF, 8 bytes an instruction) in force with this process's id in place of SELF.

    Raises OSError where seccomp is missing.
    """
    ready = _for_process(program, os.getpid())
    memory = ctypes.create_string_buffer(ready, len(ready))
    whole = _Program(len(ready) // 8, ctypes.cast(memory, ctypes.c_void_p))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(whole), 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp: {os.strerror(number)}")


def _for_process(program: bytes, process: int) -> bytes:
    ready = bytearray(program)
    found = 0
    for offset in range(0, len(program), 8):
        code, _, _, constant = struct.unpack_from("=HBBI", program, offset)
        if code == _JUMP_IF_EQUAL and constant == SELF:
            struct.pack_into("=I", ready, offset + 4, process)
            found += 1
    if not found:
        raise OSError("the seccomp program has no place for the process id")
    return bytes(ready)
