import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from grader.cli import COMMANDS

HEAVY = ("numpy", "torch", "sympy", "jinja2", "yaml", "flint", "tomlkit", "sqlite3", "multiprocessing", "asyncio")


def modules_loaded_by(*words: str) -> set[str]:
    script = (
        "import sys, runpy, atexit, json\n"
        "atexit.register(lambda: print(json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
        f"sys.argv = ['grader', *{list(words)!r}]\n"
        "from grader.cli import main\n"
        "main()\n"
    )
    from_process = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert from_process.returncode == 0, from_process.stderr
    return set(json.loads(from_process.stderr.splitlines()[-1]))


@pytest.mark.parametrize("words", [("--help",), ("--version",), ()])
def test_help_and_version_load_nothing_heavy(words):
    loaded = modules_loaded_by(*words)
    assert "click" in loaded
    assert loaded.isdisjoint(HEAVY)
    assert not {
        name for name in loaded if name.startswith("grader.") and not name.startswith(("grader.cli", "grader.err"))
    }


def test_a_commands_help_loads_no_room_of_the_grader():
    loaded = modules_loaded_by("check", "--help")
    assert loaded.isdisjoint(HEAVY)
    assert "grader.grading" not in loaded


def test_help_names_every_command_and_each_has_help(grader):
    whole = grader("--help")
    assert whole.exit_code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in whole.stdout
        one = grader(name, "--help")
        assert one.exit_code == 0
        for option in ("--data-dir", "--assignments", "--debug", "--quiet"):
            assert option in one.stdout


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["frob"], "grader: No such command 'frob'"),
        (["check"], "grader: Missing argument 'PATH'"),
        (["check", "--nope", "x"], "grader: No such option"),
        (["check", "no-such-file"], "grader: Invalid value for 'PATH'"),
        (["--data-dir", "no-such-folder", "compare"], "grader: Invalid value for '--data-dir'"),
        (["grade", ".", "--min-score", "101"], "grader: Invalid value for '--min-score'"),
        (["grade", ".", "--json", "--format", "junit"], "grader: --json and --format"),
        (["export", ".", "--to", "nothing"], "grader: Invalid value for '--to'"),
        (["export", ".", "--to", "canvas"], "grader: --to canvas fills your own file"),
        (["export", ".", "--to", "csv", "--into", __file__], "grader: --into goes with canvas and moodle"),
        (["start", "hw99"], "grader: no assignment is called 'hw99'"),
    ],
)
def test_what_cannot_be_used_is_exit_2_with_one_line_on_standard_error(grader, tmp_path, monkeypatch, words, line):
    monkeypatch.chdir(tmp_path)
    result = grader(*words)
    assert result.exit_code == 2
    assert result.stderr.startswith(line)
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


def test_a_fault_of_ours_is_exit_3_and_its_traceback_is_shown_under_debug_alone(grader, monkeypatch):
    def broken(line: str) -> None:
        raise ZeroDivisionError("two\nlines")

    monkeypatch.setattr("grader.expressions.compare_line", broken)
    result = grader("compare", input="{}\n")
    assert result.exit_code == 3
    assert result.stderr.startswith("grader: a fault of the grader, not of your work: ZeroDivisionError: two lines")
    assert result.stderr.count("\n") == 1
    for words in (["--debug", "compare"], ["compare", "--debug"]):
        assert "Traceback" in grader(*words, input="{}\n").stderr


def test_ctrl_c_ends_with_130_and_one_line(process):
    running = process("compare")
    time.sleep(1.5)
    running.send_signal(signal.SIGINT)
    _, complaint = running.communicate(timeout=20)
    assert (running.returncode, complaint) == (130, "grader: stopped\n")


def test_a_closed_pipe_ends_quietly_as_it_does_for_other_programs(process):
    running = process("compare")
    running.stdout.close()
    case = json.dumps({"id": 1, "answer": "M", "reference": "M", "symbols": ["M"]}) + "\n"
    try:
        running.stdin.write(case * 50)
        running.stdin.close()
    except BrokenPipeError:
        pass
    complaint = running.stderr.read()
    assert running.wait(timeout=20) == 141
    assert complaint == ""


@pytest.mark.parametrize("name", ["torch.py", "yaml.py", "reference.py", "click.py", "numpy.py", "json.py"])
def test_a_students_file_in_the_working_folder_shadows_none_of_ours(tmp_path: Path, name: str):
    (tmp_path / name).write_text("raise SystemExit('shadowed')\n")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    result = subprocess.run(
        [sys.executable, "-m", "grader", "start", "hw01", "mine"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert (result.returncode, result.stderr) == (0, "")
    assert (tmp_path / "mine" / "answers.md").is_file()
