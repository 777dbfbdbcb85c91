import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest


def parts(result) -> dict[str, dict]:
    return {part["id"]: part for part in json.loads(result.stdout)["parts"]}


def test_json_is_one_document_and_nothing_else(grader, answers: Path):
    result = grader("check", answers, "--json")
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert (document["schema"], document["assignment"], document["student"]) == ("grader/1", "hw01", "s042")
    statuses = {name: part["status"] for name, part in parts(result).items()}
    assert statuses["q01.read"] == statuses["q03.intensity"] == "correct"
    assert statuses["q04.macs"] == "incorrect"
    assert statuses["q08.macs"] == "invalid"
    assert statuses["q17.train"] == "missing"


def test_part_looks_at_that_part_alone_and_may_be_given_again(grader, answers: Path):
    result = grader("check", answers, "--json", "--part", "q03.intensity", "--part", "q04.macs")
    assert list(parts(result)) == ["q03.intensity", "q04.macs"]
    assert list(parts(grader("check", answers, "--json", "--part", "q04"))) == ["q04.macs", "q04.memory", "q04.table"]
    assert list(parts(grader("check", answers, "--json", "--part", "q04.table.mnist.macs"))) == ["q04.table"]


def test_an_unknown_part_names_the_nearest(grader, answers: Path):
    result = grader("check", answers, "--part", "q03.intensty")
    assert result.exit_code == 2
    assert "hw01 has no such part; did you mean q03.intensity?" in result.stderr


def test_training_code_is_not_run_unasked(grader, answers: Path, tmp_path: Path):
    (tmp_path / "mnist.py").write_text("def train(images, labels, *, seed, device): open('ran', 'w')\n")
    folder = answers.parent
    assert parts(grader("check", folder, "--json"))["q17.train"]["status"] == "not_run"


def test_the_text_report_fits_80_columns_and_has_no_colour_when_piped(grader, answers: Path):
    result = grader("check", answers)
    assert result.exit_code == 0
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "\x1b" not in result.stdout
    assert "q04.macs" in result.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("no front matter at all\n", "assignment"),
        ("---\nassignment: hw99\n---\n### q01.read\nyes\n", "hw99"),
    ],
)
def test_an_unusable_submission_is_exit_2_with_one_line(grader, tmp_path: Path, text: str, said: str):
    file = tmp_path / "answers.md"
    file.write_text(text)
    result = grader("check", file)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.count("\n") == 1


def test_watch_prints_only_what_changed(process, answers: Path):
    running = process("check", answers, "--watch")
    lines: list[str] = []
    reader = threading.Thread(target=lambda: lines.extend(iter(running.stdout.readline, "")), daemon=True)
    reader.start()

    def wait_for(text: str, since: int = 0) -> None:
        deadline = time.monotonic() + 60
        while not any(text in line for line in lines[since:]):
            assert time.monotonic() < deadline, f"{text!r} not in {lines[since:]}"
            time.sleep(0.02)

    wait_for("q04.macs")
    time.sleep(0.5)
    before = len(lines)
    answers.write_text(answers.read_text().replace("2 N^2", "N^2"))
    wait_for("q04.macs", before)
    time.sleep(0.5)
    assert not any("q08.macs" in line for line in lines[before:])
    before = len(lines)
    answers.write_text("nothing readable")
    wait_for("answers.md", before)
    running.send_signal(signal.SIGINT)
    assert running.wait(timeout=20) == 130
    assert running.stderr.read() == "grader: stopped\n"


def test_watch_and_json_do_not_go_together(grader, answers: Path):
    assert grader("check", answers, "--watch", "--json").exit_code == 2


@pytest.mark.parametrize("place", [["--quiet", "check"], ["check", "--quiet"]])
def test_options_for_all_commands_stand_before_or_after_the_command(grader, answers: Path, place: list[str]):
    assert grader(*place, answers).exit_code == 0


def test_more_assignments_come_from_the_folder_given(grader, tmp_path: Path, answers: Path):
    (tmp_path / "more").mkdir()
    assert grader("--assignments", tmp_path / "more", "check", answers).exit_code == 0
    result = grader("check", "--assignments", tmp_path / "none", answers)
    assert result.exit_code == 2 and "--assignments" in result.stderr


def test_completion_offers_the_part_ids_of_the_given_file(process, answers: Path):
    words = f"grader check {answers} --part q04."
    environment = {**os.environ, "_GRADER_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": "4"}
    environment["PYTHONPATH"] = str(Path(__file__).resolve().parents[2])
    offered, _ = process(env=environment).communicate(timeout=60)
    assert offered.split() == ["plain,q04.macs", "plain,q04.memory", "plain,q04.table"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_offers_assignments_in_each_shell(process, shell: str):
    environment = {
        **os.environ,
        "_GRADER_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "grader start hw",
        "COMP_CWORD": "hw" if shell == "fish" else "2",
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }
    offered, _ = process(env=environment).communicate(timeout=60)
    assert "hw01" in offered


def test_hints_are_shown_up_to_the_level_asked_for(grader, answers: Path):
    shown = [grader("check", answers, "--part", "q04.macs", "--hints", level).stdout for level in ("0", "1", "3")]
    assert [text.count("hint ") for text in shown] == [0, 1, 3]
