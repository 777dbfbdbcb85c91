"""The built wheel, used in an empty folder with the checkout out of reach: what it carries is all there is."""

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    at_hand = ["--no-build-isolation"] if importlib.util.find_spec("hatchling") else []
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        *at_hand,
        "--wheel-dir",
        str(out),
        str(CHECKOUT),
    ]
    subprocess.run(command, check=True)
    (built,) = out.glob("xnn_grader-*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory) -> Path:
    """A fresh environment with the wheel alone; only third-party packages come from the one that runs the tests."""
    home = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", home], check=True)
    python = home / "bin" / "python"
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout.strip())
    install = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel]
    subprocess.run([*map(str, install)], check=True)
    _lend_packages(site)
    return python


def _lend_packages(site: Path) -> None:
    """Link every installed package but ours: no path file of the checkout's own editable install comes along."""
    for place in {Path(place) for place in sys.path if place.endswith("site-packages")}:
        for entry in place.iterdir():
            ours = entry.name.startswith(("xnn_grader", "_xnn_grader", "_editable_impl_xnn_grader", "__pycache__"))
            if not ours and entry.suffix != ".pth" and not (site / entry.name).exists():
                (site / entry.name).symlink_to(entry)


def run(python: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    command = [str(python.parent / "grader"), *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_the_wheel_carries_the_four_folders_and_the_license(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "grader/cli/__init__.py",
        "grader/_bundled/exercises/hw01/assignment.toml",
        "grader/_bundled/exercises/hw01/key.json",
        "grader/_bundled/exercises/hw01/starter/mnist.py",
        "grader/_bundled/templates/report/words.toml",
        "grader/demo/code/mnist_well.py.txt",
        "reference/mnist/data.py",
    ):
        assert wanted in names
    assert not [name for name in names if name.startswith(("tests/", "exercises/", "templates/", "docs/"))]
    assert [name for name in names if name.endswith("LICENSE")]


def test_the_checkout_is_out_of_reach(python: Path, tmp_path: Path):
    script = "import grader, reference; print(grader.__file__); print(reference.__file__)"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    found = subprocess.run([python, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True)
    for file in found.stdout.split():
        assert Path(file).is_relative_to(python.parent.parent)
    assert len(found.stdout.split()) == 2


def test_help_start_check_and_grade_work_in_an_empty_folder(python: Path, tmp_path: Path):
    assert "Usage: grader" in run(python, tmp_path, "--help").stdout
    started = run(python, tmp_path, "start", "hw01", "--student", "s1")
    assert (started.returncode, started.stderr) == (0, "")
    answers = tmp_path / "hw01" / "answers.md"
    text = answers.read_text().replace("student: s1", "student: s1", 1)
    answers.write_text(text + "\n\n")
    checked = run(python, tmp_path, "check", "hw01", "--json")
    assert (checked.returncode, checked.stderr) == (0, "")
    assert json.loads(checked.stdout)["score"] == 0
    (tmp_path / "mine.md").write_text("---\nassignment: hw01\nstudent: s1\n---\n### q03.intensity\nMNK/(MN+MK+NK)\n")
    graded = run(python, tmp_path, "grade", "mine.md")
    assert (graded.returncode, graded.stderr) == (0, "")
    assert json.loads((tmp_path / "report" / "results.json").read_text())["score"] == 4
    assert (
        "<svg" in (tmp_path / "report" / "report.html").read_text()
        or "<html" in (tmp_path / "report" / "report.html").read_text()
    )
    assert run(python, tmp_path, "batch", "hw01", "--out", "out").returncode == 0


def test_the_answer_key_in_the_wheel_is_fresh(python: Path, tmp_path: Path):
    """With it, checking needs no computer algebra."""
    (tmp_path / "a.md").write_text("---\nassignment: hw01\nstudent: s1\n---\n### q03.intensity\nMNK/(MN+MK+NK)\n")
    script = (
        "import sys, atexit\n"
        "atexit.register(lambda: print('sympy' in sys.modules, file=sys.stderr))\n"
        "sys.argv = ['grader', 'check', 'a.md']\n"
        "from grader.cli import main\nmain()\n"
    )
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    ended = subprocess.run([python, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert (ended.returncode, ended.stderr) == (0, "False\n")
