"""The seccomp program, decided call by call by an interpreter of classic BPF written here."""

import errno
import platform
import struct
import sys

import pytest

from grader.sandbox import syscalls
from grader.sandbox.inside import seccomp as installing

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"), reason="needs Linux's numbers"
)

ALLOW, KILL = 0x7FFF0000, 0x80000000
ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}.get(platform.machine(), 0)
PROCESS = 4242


def decide(program, number, arguments=(), architecture=ARCHITECTURE):
    """Run `program` on one call: the kernel's `struct seccomp_data` is number, architecture, pointer, six arguments."""
    padded = [value & (1 << 64) - 1 for value in (*arguments, 0, 0, 0, 0, 0, 0)[:6]]
    data = struct.pack("=iIQ6Q", number - (1 << 32) if number >= 1 << 31 else number, architecture, 0, *padded)
    accumulator, place = 0, 0
    while True:
        code, yes, no, constant = struct.unpack_from("=HBBI", program, 8 * place)
        place += 1
        if code == 0x20:  # load a word
            (accumulator,) = struct.unpack_from("=I", data, constant)
        elif code == 0x54:  # and
            accumulator &= constant
        elif code == 0x05:  # jump always
            place += constant
        elif code in (0x15, 0x25, 0x35, 0x45):  # jump if equal, greater, at least, any bit
            holds = {0x15: accumulator == constant, 0x25: accumulator > constant, 0x35: accumulator >= constant}
            place += yes if holds.get(code, bool(accumulator & constant)) else no
        elif code == 0x06:  # return
            return constant
        else:
            raise AssertionError(f"unknown instruction {code:#x}")


@pytest.fixture(scope="module", params=[False, True], ids=["L2", "L3"])
def decided(request):
    seccomp = pytest.importorskip("pyseccomp", exc_type=(ImportError, RuntimeError))
    program = installing._for_process(syscalls.program(request.param), PROCESS)

    def by_name(name, *arguments):
        number = seccomp.resolve_syscall(seccomp.Arch.NATIVE, name)
        if number < 0:
            pytest.skip(f"no {name} here")
        return decide(program, number, arguments)

    by_name.unix_sockets = request.param
    by_name.program = program
    return by_name


def refused(number):
    return 0x00050000 | number


@pytest.mark.parametrize(
    "name", "read write openat mmap munmap futex execve exit_group getpid brk rseq fstat statx".split()
)
def test_what_every_program_needs_is_allowed(decided, name):
    assert decided(name) == ALLOW


@pytest.mark.parametrize("name", syscalls.FORBIDDEN.split())
def test_what_is_forbidden_is_not_permitted(decided, name):
    assert decided(name) == refused(errno.EPERM)


@pytest.mark.parametrize("name", syscalls.NOT_IMPLEMENTED.split())
def test_what_has_an_older_way_is_not_implemented(decided, name):
    assert decided(name) == refused(errno.ENOSYS)


def test_calls_newer_than_the_list_are_not_implemented_and_foreign_ones_kill(decided):
    assert decide(decided.program, 452) == decide(decided.program, 900) == refused(errno.ENOSYS)
    if platform.machine() == "x86_64":
        assert decide(decided.program, 0x40000000 + 39) == KILL
        assert decide(decided.program, 20, architecture=0x40000003) == KILL  # getpid of i386


def test_permissions_and_times_are_changed_in_pretence(decided):
    assert decided("fchmodat") == decided("fchownat") == decided("utimensat") == refused(0)


def test_signals_go_to_oneself_alone(decided):
    for name in ("kill", "tgkill", "rt_sigqueueinfo"):
        assert decided(name, PROCESS, 9) == ALLOW
        for other in (1, 0, -1, PROCESS + 1, PROCESS + (1 << 32)):
            assert decided(name, other, 9) == refused(errno.EPERM)


def test_threads_may_be_made_and_processes_may_not(decided):
    thread = 0x3D0F00  # what the C library asks for
    assert decided("clone", thread) == ALLOW
    assert decided("clone", thread & ~0x10000) == decided("clone", 17) == refused(errno.EPERM)


def test_sockets_are_refused_but_for_local_ones_inside_a_network_of_their_own(decided):
    for family in (2, 10, 16, 17):
        assert decided("socket", family, 1) == refused(errno.EPERM)
    assert decided("socket", 1, 1) == (ALLOW if decided.unix_sockets else refused(errno.EPERM))


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("prlimit64", (1, 7)), ("sched_setaffinity", (1,)), ("setpriority", (0, 1, 5)), ("setpriority", (2, 0, 5)),
        ("ioctl", (0, 0x5412)), ("ioctl", (0, 0x5412 | 1 << 32)), ("fcntl", (0, 8, 1)), ("fcntl", (0, 15)),
        ("prctl", (1, 0)), ("prctl", (4, 0)), ("prctl", (36, 1)),
    ],
)  # fmt: skip
def test_what_reaches_others_or_hides_from_the_supervisor_is_not_permitted(decided, name, arguments):
    assert decided(name, *arguments) == refused(errno.EPERM)


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("prlimit64", (0, 7)), ("sched_setaffinity", (0,)), ("setpriority", (0, 0, 5)), ("ioctl", (0, 0x5401)),
        ("fcntl", (0, 3)), ("prctl", (15, 0)), ("fallocate", (3, 0, 0, 9)),
    ],
)  # fmt: skip
def test_the_same_calls_about_oneself_are_allowed(decided, name, arguments):
    assert decided(name, *arguments) == ALLOW


def test_space_beyond_the_end_of_a_file_is_not_reserved(decided):
    assert decided("fallocate", 3, 1, 0, 9) == refused(errno.ENOTSUP)


def test_a_program_without_a_place_for_the_process_is_never_installed():
    with pytest.raises(OSError, match="no place for the process id"):
        installing._for_process(struct.pack("=HBBI", 6, 0, 0, ALLOW), PROCESS)
