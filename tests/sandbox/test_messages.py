"""One line for every way a job ends: which limit, its value, what to do."""

import re

import pytest

from grader.sandbox.job import Ending, Limits
from grader.sandbox.messages import judge, limit_message, size

LIMITS = Limits(wall_seconds=7, cpu_seconds=8, memory_bytes=3 << 20, processes=5, output_bytes=6 << 10, folder_files=9,
                folder_bytes=4 << 20, file_bytes=2 << 20, result_bytes=11, open_files=13)  # fmt: skip


def final(**changed):
    return {"breach": None, "exit_code": None, "signal": None, "stderr": "", **changed}


def told(**changed):
    return judge(LIMITS, final(**changed), done=False, extra=False, over=False)


@pytest.mark.parametrize(
    ("ending", "value"),
    [
        (Ending.WALL_TIME, "7 s"),
        (Ending.CPU_TIME, "8 s"),
        (Ending.MEMORY, "3 MiB"),
        (Ending.PROCESSES, "5 threads"),
        (Ending.OUTPUT, "6 KiB"),
        (Ending.FILES, "9 files"),
        (Ending.RESULT, "11 bytes"),
    ],
)
def test_each_limit_is_named_with_its_value_and_what_to_do(ending, value):
    message = limit_message(ending, LIMITS)
    assert value in message and "\n" not in message and re.search(r": (look|use|start|print|write|check)", message)
    if ending is not Ending.RESULT:
        assert told(breach=ending.value, signal=9) == (ending, message)


def test_there_is_a_message_for_every_ending_but_the_two_that_are_no_limit():
    for ending in set(Ending) - {Ending.FINISHED, Ending.CRASHED}:
        assert limit_message(ending, LIMITS)


@pytest.mark.parametrize(
    ("stderr", "ending", "value"),
    [
        ("Traceback\nMemoryError\n", Ending.MEMORY, "3 MiB"),
        ("RuntimeError: [enforce fail] DefaultCPUAllocator: can't allocate memory: you tried", Ending.MEMORY, "3 MiB"),
        ("terminate called after throwing an instance of 'std::bad_alloc'", Ending.MEMORY, "3 MiB"),
        ("RuntimeError: can't start new thread", Ending.PROCESSES, "5 threads"),
        ("OSError: [Errno 24] Too many open files: 'x'", Ending.FILES, "13"),
        ("OSError: [Errno 27] File too large", Ending.FILES, "2 MiB"),
    ],
)
def test_a_limit_that_the_kernel_refused_is_recognised(stderr, ending, value):
    found, message = told(exit_code=1, stderr=stderr)
    assert found is ending and value in message


def test_a_crash_says_its_signal_its_error_or_its_exit_code():
    assert told(signal=11) == (
        Ending.CRASHED,
        "the program crashed (signal 11, SIGSEGV): run it by itself to see where",
    )
    assert "signal 99, unknown" in told(signal=99)[1]
    assert "error: ValueError: bad" in told(exit_code=1, stderr="Traceback …\nValueError: bad\n")[1]
    assert "exit code 0" in told(exit_code=0)[1]


def test_what_the_grader_saw_counts_before_how_the_job_ended():
    assert judge(LIMITS, final(breach="cpu_time"), done=True, extra=False, over=False) == (Ending.FINISHED, "")
    assert judge(LIMITS, final(exit_code=0), done=True, extra=True, over=False)[0] is Ending.RESULT
    assert judge(LIMITS, final(breach="memory"), done=False, extra=False, over=True)[0] is Ending.RESULT


def test_sizes_are_readable():
    assert [size(n) for n in (5, 1023, 1024, 65536, 1 << 30, 1 << 42)] == [
        "5 bytes", "1023 bytes", "1 KiB", "64 KiB", "1 GiB", "4 TiB"]  # fmt: skip
