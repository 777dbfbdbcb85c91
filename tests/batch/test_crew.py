"""Workers that die or hang, in real processes; what they do stands in a module that they can import."""

import os
import subprocess
import time
from pathlib import Path
from types import ModuleType

import pytest

from grader.batch.crew import Crew
from grader.batch.find import Found
from grader.batch.worker import Setting, Task
from grader.gradebook import State
from grader.model import Policy

WORKERS = """
import os, signal, subprocess, sys, time
from pathlib import Path
from grader.batch.worker import Allowance
from grader.gradebook import Result, State

def work(connection, setting, parent):
    os.setsid()
    while (task := connection.recv()) is not None:
        act(task.found.name, task.out, connection)
        connection.send(Result(State.GRADED, message=f"{task.found.name} in {os.getpid()}"))

def act(name, notes, connection):
    with open(notes, "a") as stream:
        stream.write(name + "\\n")
    if name == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    if name == "dies once" and Path(notes).read_text().count(name) == 1:
        os._exit(7)
    if name.startswith("hangs"):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        Path(notes).with_name("child").write_text(str(child.pid))
        connection.send(Allowance(0.3))
        time.sleep(600)
"""


@pytest.fixture
def workers(tmp_path: Path, monkeypatch) -> ModuleType:
    (tmp_path / "trial_workers.py").write_text(WORKERS)
    monkeypatch.syspath_prepend(tmp_path)
    import trial_workers

    return trial_workers


def judged(workers: ModuleType, notes: Path, names: list[str], size: int = 2):
    tasks = [Task(Found(name, name, None), notes) for name in names]
    with Crew(size, Setting(Policy()), workers.work) as crew:
        return {task.found.name: result for task, result in crew.judge(tasks)}


def alive(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


def test_a_worker_that_dies_costs_only_its_own_submission(workers, tmp_path: Path):
    results = judged(workers, tmp_path / "notes", ["a", "dies", "b", "c"])
    assert {name: str(result.state) for name, result in results.items()} == {
        "a": "graded",
        "dies": "error",
        "b": "graded",
        "c": "graded",
    }
    assert "signal SIGKILL" in results["dies"].message and "tried 2 times" in results["dies"].message
    assert (tmp_path / "notes").read_text().split("\n").count("dies") == 2


def test_a_submission_whose_worker_died_once_is_judged_at_the_second_try(workers, tmp_path: Path):
    results = judged(workers, tmp_path / "notes", ["dies once"])
    assert results["dies once"].state is State.GRADED


def test_a_worker_that_hangs_is_ended_with_all_that_it_started(workers, tmp_path: Path):
    begin = time.monotonic()
    results = judged(workers, tmp_path / "notes", ["hangs", "a"])
    assert time.monotonic() - begin < 120
    assert results["hangs"].state is State.ERROR
    assert "longer than its parts allow" in results["hangs"].message
    assert results["a"].state is State.GRADED
    assert not alive(int((tmp_path / "child").read_text()))


def test_no_worker_is_left_when_the_batch_is_interrupted(workers, tmp_path: Path):
    tasks = [Task(Found(name, name, None), tmp_path / "notes") for name in ("a", "b", "c")]
    pids = []
    with pytest.raises(KeyboardInterrupt), Crew(1, Setting(Policy()), workers.work) as crew:
        for _, result in crew.judge(tasks):
            pids.append(int(result.message.rpartition(" ")[2]))
            raise KeyboardInterrupt
    assert len(pids) == 1 and not alive(pids[0])


def test_one_worker_is_enough_for_many_submissions(workers, tmp_path: Path):
    names = [f"s{i}" for i in range(20)]
    results = judged(workers, tmp_path / "notes", names, size=1)
    assert sorted(results) == sorted(names)
    assert len({result.message.rpartition(" ")[2] for result in results.values()}) == 1
    assert int(next(iter(results.values())).message.rpartition(" ")[2]) != os.getpid()


def test_no_task_needs_no_worker(workers, tmp_path: Path):
    assert judged(workers, tmp_path / "notes", []) == {}
