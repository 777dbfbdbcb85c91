import json
from pathlib import Path

import pytest


@pytest.mark.parametrize("format_", ["md", "yaml", "toml", "json", "ipynb"])
def test_an_untouched_start_is_all_missing_and_scores_nothing(grader, tmp_path: Path, format_: str):
    begun = grader("start", "hw01", tmp_path / "mine", "--format", format_, "--student", "s7")
    assert begun.exit_code == 0
    assert str(tmp_path / "mine" / f"answers.{format_}") in begun.stdout
    assert f"grader check {tmp_path / 'mine'}" in begun.stdout
    result = grader("check", tmp_path / "mine", "--json")
    document = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (document["student"], document["score"], document["pending"]) == ("s7", 0, 0)
    assert {part["status"] for part in document["parts"]} == {"missing"}


def test_it_goes_into_a_new_folder_of_the_assignments_name_by_default(grader, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert grader("start", "hw01").exit_code == 0
    assert {file.name for file in (tmp_path / "hw01").iterdir()} == {"answers.md", "lowering.py", "mnist.py"}


def test_nothing_that_is_there_is_overwritten(grader, tmp_path: Path):
    (tmp_path / "mnist.py").write_text("my work")
    result = grader("start", "hw01", tmp_path)
    assert result.exit_code == 2
    assert (tmp_path / "mnist.py").read_text() == "my work"
    assert not (tmp_path / "answers.md").exists()
