"""The level is found by doing: a sandbox that fails to start, or a canary that is not there, never looks safe."""

import sys

import pytest

from grader.errors import SandboxError
from grader.sandbox import bubblewrap, probe, probing, running, syscalls
from grader.sandbox.inside import landlock
from grader.sandbox.job import Ending, Outcome

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="probes Linux's locks")
SAFE = b"100000"


@pytest.fixture
def afresh(monkeypatch):
    """A probe whose answers the test decides: level to bytes, or an exception, or None (ended early)."""

    def found(**answers):
        def run_at(level, job, talk):
            answer = answers[level]
            if isinstance(answer, Exception):
                raise answer
            ending = Ending.FINISHED if answer else Ending.CRASHED
            return Outcome(ending, "crashed", None, None, "", "", 0, 0, 0, level), answer

        monkeypatch.setattr(running, "run_at", run_at)
        return probing.probe.__wrapped__()

    return found


def test_the_best_level_that_holds_is_given(afresh):
    assert afresh(L3=SAFE, L2=SAFE).level == "L3"
    assert afresh(L3=SandboxError("no namespaces"), L2=SAFE).level == "L2"


def test_a_sandbox_that_does_not_start_is_no_sandbox(afresh):
    assert afresh(L3=SandboxError("broken"), L2=SandboxError("broken")).level < "L2"
    assert afresh(L3=None, L2=None).level < "L2"


@pytest.mark.parametrize("place", range(1, len(probing.ATTEMPTS)))
def test_one_attempt_that_succeeds_is_enough_to_lose_the_level(afresh, place):
    leak = bytes(b"1"[0] if place in (0, at) else b"0"[0] for at in range(len(probing.ATTEMPTS)))
    leak = b"1" + leak[1:place] + b"1" + leak[place + 1 :]
    found = afresh(L3=leak, L2=SAFE)
    assert found.level == "L2"
    assert [what for what, good, _ in found.probes if not good] == [f"L3 a job {probing.ATTEMPTS[place]}"]


def test_a_job_that_may_not_even_do_what_it_should_is_no_success(afresh):
    assert afresh(L3=b"000000", L2=b"000000").level < "L2"


def test_an_attempt_that_fails_outside_as_well_proves_nothing(afresh, monkeypatch):
    monkeypatch.setattr(probing, "_connects", lambda port: False)
    found = afresh(L3=SAFE, L2=SAFE)
    assert found.level < "L2"
    assert any("does not work outside either" in seen for _, good, seen in found.probes if not good)


def test_what_is_missing_is_said_with_its_remedy(afresh, monkeypatch):
    monkeypatch.setattr(landlock, "version", lambda: 0)
    found = afresh(L3=SandboxError("x"), L2=SandboxError("x"))
    assert found.level == "L1" and any("5.13" in advice for advice in found.advice)

    def absent(unix_sockets):
        raise RuntimeError("Unable to find libseccomp")

    monkeypatch.setattr(syscalls, "program", absent)
    found = afresh(L3=SandboxError("x"), L2=SandboxError("x"))
    assert found.level == "L0" and any("libseccomp2" in advice for advice in found.advice)


def test_a_machine_without_bubblewrap_is_told_how_to_get_it(afresh, monkeypatch):
    monkeypatch.setattr(bubblewrap, "program", lambda: None)
    found = afresh(L2=SAFE)
    assert found.level == "L2" and "apt install bubblewrap" in found.advice[0]


def test_other_systems_give_no_level_and_advice(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    found = probing.probe.__wrapped__()
    assert found.level == "L0" and "Linux" in found.advice[0] and not any(good for _, good, _ in found.probes)


def test_the_real_probe_names_all_its_attempts_and_is_kept():
    found = probe()
    assert found is probe()
    if found.level >= "L2":
        tried = [what for what, good, _ in found.probes if good and what.startswith(found.level)]
        assert len(tried) == 1 + len(probing.ATTEMPTS)


@pytest.mark.parametrize("lacking", ["Landlock", "seccomp"])
def test_what_is_there_is_used_at_level_1(monkeypatch, lacking):
    from grader.sandbox import orders
    from grader.sandbox.job import Job

    def absent(unix_sockets):
        raise RuntimeError("Unable to find libseccomp")

    if probe().level < "L2":
        pytest.skip("this machine lacks more")
    if lacking == "Landlock":
        monkeypatch.setattr(landlock, "version", lambda: 0)
    else:
        monkeypatch.setattr(syscalls, "program", absent)
    order, _ = orders.order(Job("pass"), "L1")
    assert (order["lock"]["rules"] is None, order["lock"]["program"] is None) == (
        lacking == "Landlock",
        lacking == "seccomp",
    )
    driver = "grader_out.write(b'1'); grader_out.flush()"
    assert running.run_at("L1", Job(driver), lambda channel: channel.receive(1))[1] == b"1"
