"""Whoever dies, nothing of a job stays: no process, no folder."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.sandbox.job import Job, Limits
from grader.sandbox.running import run_at

REPOSITORY = str(Path(__file__).resolve().parents[2])
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")

GRADER = """
import signal, sys, tempfile
signal.signal(signal.SIGHUP, signal.SIG_DFL)  # ignored where the tests run without a terminal
sys.path.insert(0, sys.argv[1])
tempfile.tempdir = sys.argv[3]
from grader.sandbox.job import Job, Limits
from grader.sandbox.running import run_at

def talk(channel):
    channel.receive(1)
    print("running", flush=True)
    channel.receive(1)

DRIVER = '''
import signal, time
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
grader_out.write(b"1")
grader_out.flush()
while True:
    time.sleep(1)
'''
run_at(sys.argv[2], Job(DRIVER, {"file": b"x"}, limits=Limits(wall_seconds=60)), talk)
"""


def alive(folder):
    """Processes whose environment or command line names `folder`."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and int(entry.name) != os.getpid():
                text = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
                found += [int(entry.name)] if str(folder).encode() in text else []
        except OSError:
            continue
    return found


def soon(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "not in time"
        time.sleep(0.02)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_grader_that_is_ended_leaves_no_child_and_no_folder_behind(level, work_folders, number):
    line = [sys.executable, "-c", GRADER, REPOSITORY, level, str(work_folders)]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as grader:
        assert grader.stdout.readline() == "running\n"
        assert len(alive(work_folders)) >= 2 and len(list(work_folders.iterdir())) == 1
        grader.send_signal(number)
        assert grader.wait() != 0
    soon(lambda: not alive(work_folders) and not list(work_folders.iterdir()))


def test_a_grader_that_dies_while_its_job_starts_leaves_nothing_either(level, work_folders):
    for delay in (0.01, 0.06, 0.1, 0.15):
        line = [sys.executable, "-c", GRADER, REPOSITORY, level, str(work_folders)]
        with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as grader:
            time.sleep(delay)
            grader.kill()
        soon(lambda: not alive(work_folders) and not list(work_folders.iterdir()))


def test_a_supervisor_that_is_killed_takes_its_child_along_and_is_the_graders_fault(level, work_folders):
    others = set(children(os.getpid()))  # of other tests in this process

    def talk(channel):
        channel.receive(1)
        (supervisor,) = set(children(os.getpid())) - others
        os.kill(supervisor, signal.SIGKILL)
        channel.receive(1)

    job = Job("import time\ngrader_out.write(b'1')\ngrader_out.flush()\ntime.sleep(60)", limits=Limits(wall_seconds=60))
    with pytest.raises(SandboxError, match="killed"):
        run_at(level, job, talk)
    soon(lambda: not alive(work_folders))
    assert not list(work_folders.iterdir())


def children(process):
    text = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(word) for word in text.split()]


def test_what_the_child_started_is_swept_even_when_it_left_the_session(work_folders):
    driver = """
import os, time
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.setsid()
        time.sleep(60)
    os._exit(0)
time.sleep(0.2)
grader_out.write(b"1")
grader_out.flush()
"""
    assert run_at("L0", Job(driver), lambda channel: channel.receive(1))[1] == b"1"
    assert not alive(work_folders)


def test_processes_are_counted_and_swept_without_a_sandbox_too(work_folders):
    driver = """
import os, time
for _ in range(20):
    if os.fork() == 0:
        time.sleep(60)
        os._exit(0)
time.sleep(60)
"""
    outcome, _ = run_at("L0", Job(driver, limits=Limits(processes=8)), lambda channel: channel.receive(1))
    assert outcome.ending == "processes" and not alive(work_folders)


def test_computing_time_is_summed_over_all_processes(work_folders):
    driver = """
import os
os.fork()
os.fork()
while True:
    pass
"""
    outcome, _ = run_at("L0", Job(driver, limits=Limits(cpu_seconds=1)), lambda channel: channel.receive(1))
    assert outcome.ending == "cpu_time" and outcome.cpu_seconds < 2.5


def test_a_grandchild_that_holds_the_pipe_does_not_hold_up_the_grader(work_folders):
    driver = """
import os, time
if os.fork() == 0:
    time.sleep(60)
os._exit(0)
"""
    begin = time.monotonic()
    outcome, value = run_at("L0", Job(driver, limits=Limits(wall_seconds=50)), lambda channel: channel.receive(1))
    assert value is None and outcome.exit_code == 0 and time.monotonic() - begin < 30


def test_a_command_that_cannot_be_executed_is_the_graders_fault(level, monkeypatch):
    from grader.sandbox import orders

    whole = orders.order

    def broken(job, level):
        order, files = whole(job, level)
        order["lock"]["command"][0] = "/nonexistent/python"
        return order, files

    monkeypatch.setattr(orders, "order", broken)
    with pytest.raises(SandboxError, match="could not start"):
        run_at(level, Job("pass"), lambda channel: channel.receive(1))


def test_a_lock_that_cannot_be_applied_lets_nothing_run(level, work_folders, monkeypatch):
    from grader.sandbox import orders

    if level == "L0":
        pytest.skip("has no locks")
    whole = orders.order

    def broken(job, level):
        order, files = whole(job, level)
        order["lock"]["program"] = "AAAAAAAAAAA="  # one instruction that is none
        return order, files

    monkeypatch.setattr(orders, "order", broken)
    with pytest.raises(SandboxError, match="could not start"):
        run_at(level, Job("open('/tmp/ran', 'w')"), lambda channel: channel.receive(1))
    assert not list(work_folders.iterdir())


def test_the_final_status_is_one_line_of_json_and_the_folder_is_gone_before_it(level, work_folders):
    from grader.sandbox import running

    order, files = running.orders.order(Job("pass"), level)
    supervision = running._start(order, files)
    os.close(supervision.job_in)
    os.close(supervision.job_out)
    with os.fdopen(supervision.status, "rb") as stream:
        text = stream.read()
    assert text.count(b"\n") == 1 and text.endswith(b"\n") and not list(work_folders.iterdir())
    assert {"breach", "exit_code", "signal", "stdout"} <= json.loads(text).keys()
    os.close(supervision.control)
    supervision.process.stderr.close()
    assert supervision.process.wait() == 0
