"""The processes of a job: found, measured, counted by user."""

import os
import subprocess
import sys

import pytest

from grader.sandbox import tree

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


@pytest.fixture
def family():
    """A child with two children of its own, all of them asleep."""
    program = (
        "import os, time\nos.fork()\nif os.fork() == 0:\n    time.sleep(60)\nprint('x', flush=True)\ntime.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, start_new_session=True) as child:
        child.stdout.readline()
        child.stdout.readline()
        yield child.pid
        os.killpg(child.pid, 9)


def test_descendants_are_found_by_both_ways(family):
    assert family in tree.descendants() and len(tree.descendants()) >= 4
    assert set(tree.descendants_now()) <= set(tree.descendants())
    assert family in tree.descendants_now()


def test_use_is_summed_over_processes_and_those_that_are_gone_count_nothing(family):
    cpu, size, threads = tree.usage([os.getpid()])
    assert 0 < cpu < 10_000 and 1 << 20 < size < 1 << 36 and threads >= 1
    more = tree.usage([os.getpid(), family, 4_194_303])
    assert more[2] == threads + 1 and more[1] > size


def test_threads_are_counted_by_user(family):
    assert tree.threads_of_user(os.getuid()) >= 5
    assert tree.threads_of_user(987_654) == 0


@pytest.mark.parametrize("last", [65_535, 1 << 31])
def test_a_job_gets_a_user_that_this_machine_knows_and_nobody_else_has(monkeypatch, last):
    monkeypatch.setattr(tree, "_last_user", lambda: last)
    user = tree.free_user()
    assert 20_000 <= user <= last and tree.threads_of_user(user) == 0


def test_a_user_that_runs_something_is_not_handed_out(monkeypatch):
    monkeypatch.setattr(tree, "_last_user", lambda: 65_535)
    taken = tree.free_user()
    monkeypatch.setattr(tree, "threads_of_user", lambda user: int(user == taken))
    assert tree.free_user() == taken + 1
