"""Landlock by system call: what files this process and all that it starts may touch, for good (Linux 5.13 and later).

Constants and structures are those of the kernel's `uapi/linux/landlock.h`.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same numbers on every processor
_EXECUTE, _WRITE, _READ_FILE, _READ_FOLDER, _REMOVE_FOLDER, _REMOVE_FILE = (1 << bit for bit in range(6))
_MAKE_FOLDER, _MAKE_FILE = 1 << 7, 1 << 8
_TRUNCATE, _DEVICE_CONTROL = 1 << 14, 1 << 15
_OF_FILES = _EXECUTE | _WRITE | _READ_FILE | _TRUNCATE | _DEVICE_CONTROL

READ = _READ_FILE | _READ_FOLDER
LIST = _READ_FOLDER
RUN = _READ_FILE | _EXECUTE
USE = _READ_FILE | _WRITE  # a device such as /dev/null
#: Everything in the work folder but links, pipes, sockets and devices.
WORK = READ | _WRITE | _TRUNCATE | _REMOVE_FOLDER | _REMOVE_FILE | _MAKE_FOLDER | _MAKE_FILE


def version() -> int:
    """The kernel's version of Landlock (its ABI), 0 where it is missing or switched off."""
    found: int = ctypes.CDLL(None).syscall(_CREATE, None, ctypes.c_size_t(0), 1)
    return max(0, found)


def restrict(rules: Iterable[tuple[str, int]]) -> None:
    """Allow `rules` (path, rights below it) and nothing else: no other file, no TCP, no signal to others.

    Paths that do not exist are passed over. Raises OSError where Landlock is missing.
    """
    known = version()
    handled = _handled(known)
    # handled_access_fs, handled_access_net (bind, connect), scoped (abstract sockets, signals)
    attributes = struct.pack("=QQQ", handled, 3 if known >= 4 else 0, 3 if known >= 6 else 0)
    attributes = attributes[: 8 if known < 4 else 16 if known < 6 else 24]
    ruleset = _call(_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    for path, rights in rules:
        _allow(ruleset, path, rights & handled)
    _call(_RESTRICT, ruleset, 0)
    os.close(ruleset)


def _handled(known: int) -> int:
    """All rights over files that this version knows: 13 at first, then refer, truncate and device control."""
    return (1 << (13 + (known >= 2) + (known >= 3) + (known >= 5))) - 1


def _allow(ruleset: int, path: str, rights: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(place).st_mode):
            rights &= _OF_FILES
        if rights:
            _call(_ADD, ruleset, 1, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)


def _call(number: int, *values: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    result: int = libc.syscall(number, *values)
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"Landlock call {number}: {os.strerror(error)}")
    return result
