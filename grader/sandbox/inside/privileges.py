"""Process attributes by prctl, user ids and capabilities (Linux)."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

_PR_SET_PDEATHSIG, _PR_SET_KEEPCAPS, _PR_CAPBSET_DROP = 1, 8, 24
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS, _PR_CAP_AMBIENT = 36, 38, 47
_CAP_VERSION_3 = 0x20080522
CHANGE_OWNER, OVERRIDE_PERMISSIONS, READ_ANY, SET_GROUP, SET_USER = 0, 1, 2, 6, 7  # CAP_CHOWN, CAP_DAC_…, CAP_SET…ID


def _prctl(option: int, *values: int) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    padded = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    result: int = libc.prctl(option, *padded)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"prctl {option}: {os.strerror(number)}")
    return result


def set_subreaper() -> None:
    """Make this process the parent of every orphan below it."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def set_parent_death_signal(number: int) -> None:
    """Let the kernel send signal `number` to this process when its parent dies."""
    _prctl(_PR_SET_PDEATHSIG, number)


def set_no_new_privileges() -> None:
    """Never again gain a right by executing a program; what Landlock and seccomp ask of an unprivileged process."""
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)


def become_user(user: int, keep: int | None) -> None:
    """Drop from root to user and group id `user`, for good, with no capability left but number `keep` (if any).

    The one that may be kept (reading what file permissions hide) is for interpreters in private folders; Landlock
    still confines it. Call before the new program is executed. Raises OSError when not root.
    """
    for capability in range(64):
        try:
            if capability != keep:
                _prctl(_PR_CAPBSET_DROP, capability)
        except OSError:
            break  # above the last one that this kernel knows, or not ours to drop: no_new_privs holds anyway
    if keep is not None:
        _prctl(_PR_SET_KEEPCAPS, 1)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    _set_capability(keep)
    if keep is not None:
        _prctl(_PR_CAP_AMBIENT, 2, keep)  # raise: it survives the execution


def _set_capability(number: int | None) -> None:
    """Make capability `number` the only one, inheritable too (None: leave no capability at all)."""
    mask = 0 if number is None else 1 << number
    _set_capabilities(mask, mask, mask)


def _set_capabilities(effective: int, permitted: int, inheritable: int) -> None:
    header = (ctypes.c_uint32 * 2)(_CAP_VERSION_3, 0)
    masks = (effective, permitted, inheritable)
    sets = (ctypes.c_uint32 * 6)(*(mask >> shift & 0xFFFFFFFF for shift in (0, 32) for mask in masks))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capset(header, sets) != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"capset: {os.strerror(error)}")


def look_as(user: int) -> None:
    """Let this root process see the open files of user `user`'s processes without the right to trace any process.

    The kernel compares file system ids for that (ptrace(2), "FSCREDS") and wants every capability of the other; the
    change of id takes some away, so they are taken back. It clears the parent death signal as well.
    """
    permitted, inheritable = _capabilities("CapPrm:"), _capabilities("CapInh:")
    libc = ctypes.CDLL(None, use_errno=True)
    libc.setfsgid(user)
    libc.setfsuid(user)
    _set_capabilities(permitted, permitted, inheritable)


def effective_capabilities() -> int:
    """The capabilities of this process as a bit mask."""
    return _capabilities("CapEff:")


def can_change_user() -> bool:
    """Whether this process is root with the capabilities to hand a folder and itself to another user."""
    wanted = (1 << CHANGE_OWNER) | (1 << SET_GROUP) | (1 << SET_USER)
    return os.geteuid() == 0 and effective_capabilities() & wanted == wanted


def _capabilities(which: str) -> int:
    for line in Path("/proc/self/status").read_text(errors="replace").splitlines():
        if line.startswith(which):
            return int(line.split()[1], 16)
    return 0
