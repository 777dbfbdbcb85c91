"""A job from start to end: what the driver is given, what comes back, and how each limit is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.errors import SandboxError
from grader.sandbox import probing, run
from grader.sandbox.job import EndedError, Ending, Isolation, Job, Limits
from grader.sandbox.running import run_at

ANSWER = "grader_out.write(b'answer'); grader_out.flush()"


def answer(channel):
    return channel.receive(6)


def sent(text):
    """A driver that gives what expression `text` evaluates to."""
    return f"import os, sys\ndata = repr(({text})).encode()\ngrader_out.write(data + b'\\n')\ngrader_out.flush()\n"


def line(channel):
    data = bytearray()
    while not data.endswith(b"\n"):
        data += channel.receive(1)
    return data.decode().strip()


def test_grader_and_driver_exchange_bytes_of_any_size(level):
    driver = """
size = int.from_bytes(grader_in.read(8), "little")
grader_out.write(grader_in.read(size)[::-1])
grader_out.flush()
"""
    data = bytes(range(256)) * 12_000

    def talk(channel):
        channel.send(len(data).to_bytes(8, "little") + data)
        return channel.receive(len(data))

    outcome, value = run_at(level, Job(driver), talk)
    assert value == data[::-1]
    assert (outcome.ending, outcome.message, outcome.level) == (Ending.FINISHED, "", level)
    assert outcome.wall_seconds < 10 and outcome.cpu_seconds > 0 and outcome.peak_bytes > 1 << 20


def test_the_driver_is_the_main_module_and_finds_the_files_in_its_folder(level, work_folders):
    job = Job(
        sent("(__name__, sorted(os.listdir()), open('sub/data').read(), sys.path[0] in ('', os.getcwd()))"),
        {"mnist.py": b"1", "sub/data": b"two"},
    )
    assert run_at(level, job, line)[1] == repr(("__main__", [".tmp", "mnist.py", "sub"], "two", False))


def test_the_environment_is_clean_and_all_its_folders_are_in_the_work_folder(level, work_folders, monkeypatch):
    monkeypatch.setenv("SECRET", "token")
    job = Job(sent("dict(os.environ), os.getcwd()"), limits=Limits(threads=3), environment={"GOMP_SPINCOUNT": "1000"})
    environment, folder = eval(run_at(level, job, line)[1])
    assert folder.startswith(str(work_folders)) and "SECRET" not in environment
    assert environment["HOME"] == folder and environment["TMPDIR"].startswith(folder)
    assert environment["OMP_NUM_THREADS"] == "3" and environment["GOMP_SPINCOUNT"] == "1000"


def test_the_packages_of_the_grader_can_be_imported(level):
    job = Job(sent("__import__('numpy').arange(3).sum().item()"), limits=Limits(threads=2))
    assert run_at(level, job, line)[1] == "3"


@pytest.mark.slow
def test_torch_trains_with_threads_inside(level):
    driver = """
import torch
model = torch.nn.Sequential(torch.nn.Conv2d(1, 8, 3), torch.nn.Flatten(), torch.nn.Linear(8 * 676, 10))
optimizer = torch.optim.SGD(model.parameters(), 0.1)
for _ in range(3):
    loss = torch.nn.functional.cross_entropy(model(torch.randn(64, 1, 28, 28)), torch.randint(10, (64,)))
    loss.backward()
    optimizer.step()
torch.save(model.state_dict(), "weights.pt")
grader_out.write(bytes([torch.get_num_threads()]))
grader_out.flush()
"""
    job = Job(driver, limits=Limits(wall_seconds=120, cpu_seconds=120, memory_bytes=2 << 30, threads=2))
    outcome, value = run_at(level, job, lambda channel: channel.receive(1))
    assert value == b"\x02", outcome


def test_further_files_can_be_made_readable_and_only_read(level, open_folder):
    data = open_folder / "data"
    data.write_bytes(b"train")
    outcome, value = run_at(level, Job(sent(f"open({str(data)!r}).read()"), readable=(open_folder,)), line)
    assert value == "'train'", outcome
    if level != "L0":
        outcome, _ = run_at(level, Job(sent(f"open({str(data)!r}, 'w')"), readable=(open_folder,)), line)
        assert "PermissionError" in outcome.message or "OSError" in outcome.message
        assert data.read_bytes() == b"train"


def test_what_was_printed_is_kept_and_cleaned(level):
    outcome, _ = run_at(
        level, Job("import sys\nprint('out\\x1b[1m')\nprint('err', file=sys.stderr)\n" + ANSWER), answer
    )
    assert (outcome.stdout, outcome.stderr) == ("out\n", "err\n")


@pytest.mark.parametrize(
    ("driver", "limits", "ending", "said"),
    [
        ("while True: pass", Limits(cpu_seconds=0.3), Ending.CPU_TIME, "stopped after 0.3 s of computing time"),
        ("import time; time.sleep(99)", Limits(wall_seconds=0.5), Ending.WALL_TIME, "stopped after 0.5 s"),
        ("while True: print('x' * 9999)", Limits(output_bytes=1000), Ending.OUTPUT, "printed without an end (1000"),
        ("while True: grader_out.write(b'x' * 9999)", Limits(), Ending.RESULT, "more came back than was asked for"),
        ("import os\nfor n in range(10**6): os.mkdir(str(n))", Limits(folder_files=50), Ending.FILES, "50 files"),
        ("open('f', 'wb').write(bytes(1 << 20))", Limits(file_bytes=1 << 19), Ending.FILES, "512 KiB"),
        ("k = [open('/dev/null') for _ in range(99)]", Limits(open_files=20), Ending.FILES, "too many files (20"),
        ("import os; os.kill(os.getpid(), 11)", Limits(), Ending.CRASHED, "crashed (signal 11, SIGSEGV)"),
        ("raise SystemExit(3)", Limits(), Ending.CRASHED, "ended by itself (exit code 3)"),
        ("pass", Limits(), Ending.CRASHED, "ended by itself (exit code 0)"),
        ("import nowhere", Limits(), Ending.CRASHED, "error: ModuleNotFoundError: No module named 'nowhere'"),
        ("k = bytearray(b'x' * (1 << 29))\nimport time; time.sleep(9)", Limits(memory_bytes=1 << 28), Ending.MEMORY,
         "256 MiB"),
    ],
)  # fmt: skip
def test_every_limit_is_told_by_its_value_in_one_line(level, driver, limits, ending, said):
    outcome, value = run_at(level, Job(driver, limits=limits), answer)
    assert outcome.ending is ending and value is None, outcome
    assert said in outcome.message and "\n" not in outcome.message


def test_threads_beyond_the_limit_end_the_job(level):
    driver = """
import threading, time
while True:
    try:
        threading.Thread(target=time.sleep, args=(9,), daemon=True).start()
    except RuntimeError:
        time.sleep(0.01)
"""
    outcome, _ = run_at(level, Job(driver, limits=Limits(processes=12)), answer)
    assert outcome.ending is Ending.PROCESSES and "12 threads and processes" in outcome.message


def test_a_result_larger_than_the_limit_is_refused_before_it_is_read(level):
    outcome, value = run_at(level, Job(ANSWER, limits=Limits(result_bytes=5)), answer)
    assert (outcome.ending, value) == (Ending.RESULT, None) and "at most 5 bytes" in outcome.message


def test_a_job_that_takes_no_data_ends_at_its_time_limit(level):
    job = Job("import time; time.sleep(99)", limits=Limits(wall_seconds=0.5))
    outcome, value = run_at(level, job, lambda channel: channel.send(bytes(1 << 24)))
    assert (outcome.ending, value) == (Ending.WALL_TIME, None)


def test_a_talk_may_wait_for_the_programs_own_end(level):
    def talk(channel):
        channel.wait()
        return "done"

    outcome, value = run_at(level, Job("print('all of it')"), talk)
    assert (outcome.ending, outcome.exit_code, outcome.stdout, value) == (Ending.FINISHED, 0, "all of it\n", "done")
    outcome, value = run_at(level, Job("raise SystemExit(2)"), talk)
    assert (outcome.ending, outcome.exit_code, value) == (Ending.CRASHED, 2, None)


def test_a_talk_may_go_on_after_the_end_of_its_job(level):
    def talk(channel):
        first = channel.receive(6)
        with pytest.raises(EndedError):
            channel.receive(1)
        return first

    assert run_at(level, Job(ANSWER), talk)[1] == b"answer"


def test_an_error_in_the_talk_ends_the_job_and_is_passed_on(level, work_folders):
    def talk(channel):
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_at(level, Job("import time; time.sleep(99)"), talk)
    assert not list(work_folders.iterdir())


def test_nothing_is_left_in_the_file_system(level, work_folders):
    driver = "import os\nfor n in range(3000): os.mkdir('d'); os.chdir('d')\nos.chmod('.', 0)\n" + ANSWER
    run_at(level, Job(driver, limits=Limits(folder_files=9999)), answer)
    assert not list(work_folders.iterdir())


def test_no_descriptor_of_the_grader_is_left_open_and_no_child(level):
    run_at(level, Job(ANSWER), answer)
    before = sorted(Path("/proc/self/fd").iterdir()) if sys.platform == "linux" else []
    family = children()
    for _ in range(3):
        run_at(level, Job(ANSWER), answer)
    after = sorted(Path("/proc/self/fd").iterdir()) if sys.platform == "linux" else []
    assert len(before) == len(after)
    assert children() <= family


def children():
    """The processes that this one has started and not yet waited for (other tests may have left some)."""
    text = Path(f"/proc/self/task/{os.getpid()}/children").read_text() if sys.platform == "linux" else ""
    return set(text.split())


def test_jobs_run_side_by_side_in_threads(level):
    from concurrent.futures import ThreadPoolExecutor

    def one(number):
        return run_at(level, Job(sent(f"{number} ** 2")), line)[1]

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(one, range(8))) == [str(number**2) for number in range(8)]


@pytest.mark.parametrize("name", ["../escape", "/etc/escape", "", "a/../../b", "nul\0"])
def test_a_file_name_that_leaves_the_folder_is_the_graders_fault(name):
    with pytest.raises(SandboxError, match="no name for a file"):
        run_at("L0", Job(ANSWER, {name: b""}), answer)


def test_a_level_that_the_machine_lacks_is_an_error_with_the_remedy(monkeypatch):
    monkeypatch.setattr(probing, "probe", lambda: Isolation("L1", (), ("install libseccomp",)))
    with pytest.raises(SandboxError, match=r"gives isolation L1, L2 is required.*install libseccomp"):
        run(Job(ANSWER), answer)


def test_the_best_level_is_used_whatever_less_is_required():
    outcome, value = run(Job(ANSWER), answer, "L0")
    assert value == b"answer" and outcome.level == probing.probe().level


def test_windows_gets_one_clear_line(monkeypatch):
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(SandboxError, match="Windows Subsystem for Linux"):
        run_at("L0", Job(ANSWER), answer)


def test_other_systems_give_no_sandbox_and_no_import_error():
    program = """
import os, sys
for name in ("resource", "fcntl", "pwd", "pyseccomp"):
    sys.modules[name] = None
for name in ("geteuid", "fork", "O_DIRECTORY", "O_NOFOLLOW", "O_CLOEXEC", "O_PATH", "sysconf", "memfd_create"):
    delattr(os, name)
sys.platform = "win32"
import grader.sandbox, grader.sandbox.running
print(grader.sandbox.probe().level)
"""
    repository = str(Path(__file__).resolve().parents[2])
    ended = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONPATH": repository}
    )
    assert ended.stdout == "L0\n"
