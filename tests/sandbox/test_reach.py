"""A job reads the libraries, and never the grader's own packages where they lie among them."""

import sys
from pathlib import Path

import pytest

from grader.sandbox import reach
from grader.sandbox.inside import landlock
from grader.sandbox.job import Job
from grader.sandbox.running import run_at

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Landlock is Linux's")


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Packages as a wheel leaves them: the grader's and the answers beside another's, and a link from there."""
    for folder in (tmp_path, *(p for p in tmp_path.parents if p.name.startswith(("pytest-", "popen-")))):
        folder.chmod(0o755)
    packages = tmp_path / "lib" / "site-packages"
    for name in ("grader", "reference", "other"):
        (packages / name).mkdir(parents=True)
        (packages / name / "module.py").write_text(f"NAME = {name!r}\n")
    (packages / "single.py").write_text("NAME = 'single'\n")
    (packages / "answers").symlink_to(packages / "reference")
    plain = reach.readable
    monkeypatch.setattr(reach, "readable", lambda: (*plain(), str(tmp_path / "lib")))
    monkeypatch.setattr(reach, "_OURS", (packages / "grader", packages / "reference"))
    reach._library_rules.cache_clear()
    yield packages
    reach._library_rules.cache_clear()


def test_the_graders_own_packages_are_carved_out(installed):
    rules = dict(reach._library_rules())
    assert rules[str(installed)] == rules[str(installed.parent)] == landlock.LIST
    assert rules[str(installed / "other")] == rules[str(installed / "single.py")] == landlock.READ
    assert not [path for path in rules if "grader/" in path or path.endswith(("grader", "reference", "answers"))]
    assert reach.hidden() == [str(installed / "grader"), str(installed / "reference")]


def test_a_job_cannot_read_them_in_any_way(installed, level):
    if level == "L0":
        pytest.skip("has no locks")
    driver = f"""
def read(path):
    try:
        return open({str(installed)!r} + path).read().split()[-1].strip("'")
    except OSError:
        return "-"
names = [read(path) for path in ("/other/module.py", "/single.py", "/grader/module.py", "/reference/module.py",
                                 "/answers/module.py", "/other/../reference/module.py")]
grader_out.write(" ".join(names).encode())
grader_out.flush()
"""
    wanted = b"other single - - - -"
    assert run_at(level, Job(driver), lambda channel: channel.receive(len(wanted)))[1] == wanted


def test_the_interpreter_and_its_loader_may_be_executed_and_nothing_else():
    binary, *loader = reach.interpreter_files()
    assert Path(binary) == Path(sys.executable).resolve()
    assert all("ld" in Path(path).name for path in loader)


@pytest.mark.parametrize("content", [b"", b"#!/bin/sh\n", b"\x7fELF\x01\x01" + bytes(80)])
def test_a_file_without_a_loader_has_none(tmp_path, content):
    (tmp_path / "program").write_bytes(content)
    assert reach._loader(tmp_path / "program") is None


def test_a_private_folder_on_the_way_is_noticed(tmp_path):
    for folder in (tmp_path, *(p for p in tmp_path.parents if p.name.startswith(("pytest-", "popen-")))):
        folder.chmod(0o755)
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "module.py").write_text("")
    path = str(tmp_path / "lib" / "module.py")
    assert reach.open_to_others((path, str(tmp_path / "absent")))
    (tmp_path / "lib").chmod(0o700)
    assert not reach.open_to_others((path,))
    (tmp_path / "lib").chmod(0o711)
    assert reach.open_to_others((path,))
    Path(path).chmod(0o600)
    assert not reach.open_to_others((path,))
