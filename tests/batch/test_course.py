"""A class graded for real: what is kept, what is graded again, and what a kill leaves."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from grader.batch import Order, Progress, grade_class
from grader.errors import UsageError
from grader.gradebook import BOOK_NAME, State, read
from grader.model import Policy

CHECKOUT = Path(__file__).resolve().parents[2]
WITHOUT_TRAINING = Policy(train=False, run_code=False, require_isolation="L0")


def answers(student: str, intensity: str = "MNK/(MN+MK+NK)") -> str:
    return f"---\nassignment: hw01\nstudent: {student}\n---\n### q01.read\ndone\n### q03.intensity\n{intensity}\n"


@pytest.fixture
def order(tmp_path: Path) -> Order:
    folder = tmp_path / "class"
    folder.mkdir()
    (folder / "s1.md").write_text(answers("s1"))
    (folder / "s2.md").write_text(answers("s2", "2MNK/(MN+MK+NK)"))
    (folder / "s3.json").write_text("{")
    return Order(folder, tmp_path / "out", WITHOUT_TRAINING, workers=2)


def by_name(summary):
    return {entry.name: entry for entry in summary.entries}


def test_every_submission_gets_a_row_and_every_graded_one_its_reports(order: Order):
    summary = grade_class(order)
    rows = by_name(summary)
    assert {name: entry.state for name, entry in rows.items()} == {
        "s1.md": State.GRADED,
        "s2.md": State.GRADED,
        "s3.json": State.UNREADABLE,
    }
    assert rows["s1.md"].report.score == 5.0 and rows["s2.md"].report.score == 1.0
    assert rows["s3.json"].message.startswith("s3.json:1")
    for name in ("s1", "s2"):
        document = json.loads((order.out / "reports" / name / "results.json").read_text())
        assert document["score"] == rows[f"{name}.md"].report.score
        assert (order.out / "reports" / name / "report.html").is_file()
    assert not (order.out / "reports" / "s3").exists()


def test_what_is_unchanged_is_kept_and_what_changed_is_graded_again(order: Order):
    grade_class(order)
    told: list[Progress] = []
    summary = grade_class(order, told.append)
    assert (summary.kept, told[-1].total) == (2, 1)  # the unreadable one is cheap to read again
    (order.folder / "s2.md").write_text(answers("s2"))
    summary = grade_class(order)
    assert summary.kept == 1
    assert by_name(summary)["s2.md"].report.score == 5.0


def test_another_policy_grades_everything_again(order: Order):
    grade_class(order)
    assert grade_class(replace(order, policy=replace(WITHOUT_TRAINING, quick=True))).kept == 0


def test_a_report_that_someone_removed_is_written_again_without_grading(order: Order):
    grade_class(order)
    (order.out / "reports" / "s1" / "report.html").unlink()
    summary = grade_class(order)
    assert summary.kept == 2
    assert (order.out / "reports" / "s1" / "report.html").is_file()


def test_a_submission_that_became_unreadable_loses_its_old_report(order: Order):
    grade_class(order)
    (order.folder / "s1.md").write_text("gone")
    summary = grade_class(order)
    assert by_name(summary)["s1.md"].state is State.UNREADABLE
    assert not (order.out / "reports" / "s1" / "results.json").exists()


def test_students_of_the_roster_without_a_submission_have_a_row(order: Order, tmp_path: Path):
    roster = tmp_path / "roster.csv"
    roster.write_text("student\ns1\ns2\ns3\ns9\n")
    summary = grade_class(replace(order, roster=roster))
    assert {entry.student: entry.state for entry in summary.entries} == {
        "s1": State.GRADED,
        "s2": State.GRADED,
        "s3": State.UNREADABLE,
        "s9": State.NOT_SUBMITTED,
    }


def test_results_may_lie_inside_the_class_folder_without_being_submissions(order: Order):
    inside = replace(order, out=order.folder / "results")
    grade_class(inside)
    assert set(by_name(grade_class(inside))) == {"s1.md", "s2.md", "s3.json"}


def test_a_folder_without_a_submission_is_refused(order: Order, tmp_path: Path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="holds no submission"):
        grade_class(replace(order, folder=tmp_path / "empty"))


def test_two_batches_never_write_the_same_results(order: Order):
    def again(progress: Progress) -> None:
        with pytest.raises(UsageError, match="another grader batch writes there now"):
            grade_class(order)

    grade_class(order, again)


@pytest.fixture(autouse=True)
def no_mnist(monkeypatch):
    """The command takes $MNIST_DIR as a part of how it grades; the orders made here do not."""
    monkeypatch.delenv("MNIST_DIR", raising=False)


def start(order: Order) -> subprocess.Popen[str]:
    command = [sys.executable, "-P", "-m", "grader", "batch", order.folder, "--out", order.out, "--no-train"]
    environment = {**os.environ, "PYTHONPATH": f"{CHECKOUT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    return subprocess.Popen(
        [*map(str, command), "--workers", "2", "--require-isolation", "L0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )


def workers_of(pid: int) -> list[int]:
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True).stdout
    return [int(child) for child, parent in (line.split() for line in listed.splitlines()) if int(parent) == pid]


def alive(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")


def wait_until(true, seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def graded(order: Order) -> int:
    if not (order.out / BOOK_NAME).exists():
        return 0
    return sum(entry.state is State.GRADED for entry in read(order.out))


@pytest.mark.slow
def test_a_batch_that_is_killed_goes_on_where_it_was(order: Order):
    for i in range(100):
        (order.folder / f"x{i:03}.md").write_text(answers(f"x{i:03}", "MNK/(MN+MK+NK)" if i % 3 else f"{i}M"))
    batch = start(order)
    wait_until(lambda: graded(order) >= 10)
    workers = workers_of(batch.pid)
    os.kill(batch.pid, signal.SIGKILL)
    batch.wait()
    wait_until(lambda: not any(map(alive, workers)))
    before = graded(order)
    assert 10 <= before < 102
    summary = grade_class(replace(order, policy=replace(Policy(), train=False, require_isolation="L0")))
    assert summary.kept == before
    assert summary.states == {State.GRADED: 102, State.UNREADABLE: 1}
    third = sum(entry.report.score == 5.0 for entry in summary.entries if entry.name.startswith("x"))
    assert third == 66


@pytest.mark.slow
def test_a_worker_that_is_killed_costs_nothing(order: Order):
    for i in range(60):
        (order.folder / f"x{i:03}.md").write_text(answers(f"x{i:03}"))
    batch = start(order)
    wait_until(lambda: graded(order) >= 5)
    os.kill(max(workers_of(batch.pid)), signal.SIGKILL)
    out, _ = batch.communicate(timeout=120)
    assert batch.returncode == 0
    assert "62 graded, 1 unreadable" in out
    assert {entry.state for entry in read(order.out)} == {State.GRADED, State.UNREADABLE}


@pytest.mark.slow
def test_a_batch_that_is_stopped_by_its_user_leaves_no_worker_and_exits_with_130(order: Order):
    for i in range(60):
        (order.folder / f"x{i:03}.md").write_text(answers(f"x{i:03}"))
    batch = start(order)
    wait_until(lambda: graded(order) >= 5)
    workers = workers_of(batch.pid)
    batch.send_signal(signal.SIGINT)
    _, complaints = batch.communicate(timeout=60)
    assert (batch.returncode, complaints) == (130, "grader: stopped\n")
    wait_until(lambda: not any(map(alive, workers)), seconds=10)  # to end takes a process a moment
    assert graded(order) >= 5


def test_files_in_the_working_folder_shadow_no_module_of_a_worker(order: Order, tmp_path: Path):
    for name in ("random", "pickle", "tempfile", "torch", "reference", "yaml"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('shadowed')\n")
    command = [sys.executable, "-m", "grader", "batch", order.folder, "--out", order.out, "--no-train"]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT)}
    ran = subprocess.run([*map(str, command)], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (ran.returncode, "2 graded, 1 unreadable" in ran.stdout) == (0, True), ran.stderr
