import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def no_make_around(monkeypatch):
    """These tests may themselves be run by make, whose flags would reach the makes that they start."""
    for name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS", "MAKEOVERRIDES"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize("target", ["test", "lint", "demo", "key", "bench", "fuzz", "wheel-test"])
def test_each_target_makes_its_own_environment_first(target: str, tmp_path: Path):
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((CHECKOUT / name).read_bytes())
    planned = subprocess.run(["make", "-n", target], cwd=tmp_path, capture_output=True, text=True)
    assert planned.returncode == 0
    steps = planned.stdout.splitlines()
    assert "-m venv .venv" in steps[1] and "pip install" in steps[2]
    assert len(steps) > 4


def test_an_environment_that_is_ready_is_used_as_it_is(tmp_path: Path):
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((CHECKOUT / name).read_bytes())
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / ".ready").touch()
    planned = subprocess.run(["make", "-n", "test"], cwd=tmp_path, capture_output=True, text=True).stdout
    assert planned == ".venv/bin/python -m pytest -n 2\n"


def test_an_old_python_is_refused_in_words(tmp_path: Path):
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((CHECKOUT / name).read_bytes())
    old = tmp_path / "old-python"
    old.write_text('#!/bin/sh\necho "Python 3.11 or later is needed" >&2\nexit 1\n')
    old.chmod(0o755)
    made = subprocess.run(["make", "test", f"PYTHON={old}"], cwd=tmp_path, capture_output=True, text=True)
    assert made.returncode != 0
    assert not (tmp_path / ".venv").exists()


def test_ci_stops_at_the_first_failure_and_shows_it(tmp_path: Path):
    """With a make that fails at `test`, the script prints what make printed and fails too."""
    (tmp_path / ".ci").mkdir()
    script = tmp_path / ".ci" / "run"
    script.write_bytes((CHECKOUT / ".ci" / "run").read_bytes())
    script.chmod(0o755)
    tools = tmp_path / "tools"
    tools.mkdir()
    for name, text in {
        "make": '#!/bin/sh\necho "made $1"; [ "$1" = lint ]\n',
        "id": "#!/bin/sh\necho 1000\n",  # no system package is installed
    }.items():
        (tools / name).write_text(text)
        (tools / name).chmod(0o755)
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
    ran = subprocess.run([script], env=environment, capture_output=True, text=True)
    assert ran.returncode != 0
    assert ran.stdout == "made lint\nmade test\n"


def test_no_registry_is_named_where_machines_are_set_up():
    for name in ("Makefile", ".ci/run", ".github/workflows/ci.yml", "docs/ci/grade.yml", "constraints.txt"):
        text = (CHECKOUT / name).read_text()
        assert not re.search(r"https?://|--index-url|--extra-index|pypi", text), name


def test_the_workflow_to_copy_uses_options_that_exist():
    text = (CHECKOUT / "docs" / "ci" / "grade.yml").read_text()
    helped = subprocess.run([sys.executable, "-m", "grader", "grade", "--help"], capture_output=True, text=True)
    command = text[text.index("grader grade") :].split("- uses")[0]
    options = set(re.findall(r"--[a-z-]+", command))
    assert options == {"--out", "--format", "--min-score"}
    assert all(option in helped.stdout for option in options)
