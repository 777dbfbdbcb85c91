"""The seccomp program: which system calls a job may not make, and what they answer. Numbers come from libseccomp.

The list denies; calls newer than the list answer "not implemented", to which the libraries have an older way. Calls
of foreign instruction sets (i386, x32) kill. Built once a process and cached (about 10 ms).
"""

from __future__ import annotations

import errno
import platform
import struct
import tempfile
from functools import cache
from typing import Any

from grader.sandbox.inside.seccomp import SELF

_CLONE_THREAD = 0x00010000
_LOW = 0xFFFFFFFF  # the half of an argument that the kernel looks at where it takes an int

NOT_IMPLEMENTED = """
clone3 io_uring_setup io_uring_enter io_uring_register memfd_create memfd_secret keyctl add_key request_key bpf
perf_event_open userfaultfd pidfd_open pidfd_getfd pidfd_send_signal open_by_handle_at name_to_handle_at open_tree
move_mount fsopen fsconfig fsmount fspick mount_setattr process_madvise process_mrelease fanotify_init fanotify_mark
inotify_init inotify_init1 inotify_add_watch lookup_dcookie kcmp quotactl_fd
"""
FORBIDDEN = """
fork vfork ptrace process_vm_readv process_vm_writev mount umount umount2 pivot_root chroot unshare setns init_module
finit_module delete_module create_module kexec_load kexec_file_load swapon swapoff clock_settime clock_adjtime
settimeofday stime adjtimex syslog reboot sethostname setdomainname acct quotactl iopl ioperm modify_ldt vhangup uselib
personality ioprio_set migrate_pages move_pages shmget shmat shmctl semget semop semctl semtimedop msgget msgsnd msgrcv
msgctl mq_open mq_unlink mq_notify tkill setsid setpgid setuid setgid setreuid setregid setresuid setresgid setgroups
setfsuid setfsgid capset truncate link linkat symlink symlinkat mknod mknodat
"""
UNSUPPORTED = "setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr"
#: Answer success and do nothing: libraries that copy or unpack files call them and mind a failure.
PRETENDED = "chmod fchmod fchmodat fchmodat2 chown fchown lchown fchownat utime utimes utimensat futimesat"
#: Of oneself only: the first argument must be this process (or, for the second group, 0).
OWN_PROCESS = "kill tgkill rt_sigqueueinfo rt_tgsigqueueinfo"
OWN_ZERO = "prlimit64 sched_setaffinity sched_setscheduler sched_setparam sched_setattr"
#: By value of one argument: name, position, values. Terminal input, signals aimed at others by a file, leases,
#: attributes by which a process slips out of its supervisor's sight.
BY_VALUE = (
    ("ioctl", 1, (0x5412, 0x541C, 0x540E, 0x5423, 0x8901, 0x8902)),
    ("fcntl", 1, (8, 10, 15, 1024)),
    ("prctl", 0, (1, 4, 35, 36, 0x59616D61)),
)
#: The last call that this list was made with; the numbers from 424 on are the same on these processors.
_LAST = 451
_COMMON_NUMBERS = frozenset({"x86_64", "aarch64", "riscv64", "ppc64le", "s390x"})


@cache
def program(unix_sockets: bool) -> bytes:
    """The program as classic BPF; `unix_sockets` allows AF_UNIX (inside a network namespace of its own, L3).

    Raises OSError, RuntimeError or ImportError where libseccomp is missing.
    """
    import pyseccomp as seccomp

    rules = seccomp.SyscallFilter(seccomp.ALLOW)
    rules.set_attr(seccomp.Attr.ACT_BADARCH, seccomp.KILL_PROCESS)
    _deny_by_name(seccomp, rules)
    _deny_by_argument(seccomp, rules, unix_sockets)
    with tempfile.TemporaryFile() as file:
        rules.export_bpf(file)
        file.seek(0)
        return _refuse_newer() + file.read()


def _deny_by_name(seccomp: Any, rules: Any) -> None:
    for names, answer in (
        (NOT_IMPLEMENTED, errno.ENOSYS),
        (FORBIDDEN, errno.EPERM),
        (UNSUPPORTED, errno.ENOTSUP),
        (PRETENDED, 0),
    ):
        for name in names.split():
            _deny(seccomp, rules, name, answer)


def _deny_by_argument(seccomp: Any, rules: Any, unix_sockets: bool) -> None:
    for name in OWN_PROCESS.split():
        _deny(seccomp, rules, name, errno.EPERM, seccomp.Arg(0, seccomp.NE, SELF))
    for name in OWN_ZERO.split():
        _deny(seccomp, rules, name, errno.EPERM, seccomp.Arg(0, seccomp.NE, 0))
    for name, position, values in BY_VALUE:
        for value in values:
            _deny(seccomp, rules, name, errno.EPERM, seccomp.Arg(position, seccomp.MASKED_EQ, _LOW, value))
    for position in (0, 1):  # only one's own niceness: which = PRIO_PROCESS and who = 0
        _deny(seccomp, rules, "setpriority", errno.EPERM, seccomp.Arg(position, seccomp.NE, 0))
    # threads, no processes
    _deny(seccomp, rules, "clone", errno.EPERM, seccomp.Arg(0, seccomp.MASKED_EQ, _CLONE_THREAD, 0))
    # space kept beyond a file's end is not counted by the limit on file sizes
    _deny(seccomp, rules, "fallocate", errno.ENOTSUP, seccomp.Arg(1, seccomp.NE, 0))
    for name in ("socket", "socketpair"):
        only = (seccomp.Arg(0, seccomp.NE, 1),) if unix_sockets else ()
        _deny(seccomp, rules, name, errno.EPERM, *only)


def _deny(seccomp: Any, rules: Any, name: str, answer: int, *arguments: Any) -> None:
    """Add a rule unless this processor has no such call."""
    if seccomp.resolve_syscall(seccomp.Arch.NATIVE, name) >= 0:
        rules.add_rule(seccomp.ERRNO(answer), name, *arguments)


def _refuse_newer() -> bytes:
    """Instructions before libseccomp's own: calls above _LAST (but below x32's) answer "not implemented"."""
    if platform.machine() not in _COMMON_NUMBERS:
        return b""
    return b"".join(
        struct.pack("=HBBI", *instruction)
        for instruction in (
            (0x20, 0, 0, 0),  # load the call's number
            (0x35, 2, 0, 0x40000000),  # at or above x32's first: on to libseccomp's part
            (0x25, 0, 1, _LAST),  # not above the last known: on to libseccomp's part
            (0x06, 0, 0, 0x00050000 | errno.ENOSYS),  # return an error
        )
    )
