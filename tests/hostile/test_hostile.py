"""Nothing that a student may hand in gets out of the sandbox, hurts the machine or outlives its job.

`run_attacks.py` runs all of `attacks/` twice in a row; it is started once for each level and user.
"""

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grader.sandbox import probe

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "sandbox.md"

linux = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox needs Linux")


@pytest.fixture(scope="module")
def suite():
    spec = importlib.util.spec_from_file_location("run_attacks", HERE / "run_attacks.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["run_attacks"] = module
    spec.loader.exec_module(module)
    return module


def report(line):
    ended = subprocess.run(line, capture_output=True, text=True, timeout=600, check=False)
    if ended.returncode == 77:
        pytest.skip(ended.stderr.strip())
    return json.loads(ended.stdout)


def as_expected(row):
    """On a busy machine another limit may end a flood first; that any limit did is what counts."""
    seen, expected = row.get("seen") or "", row.get("expected") or ""
    return seen == expected or (seen.startswith("limit") and expected.startswith("limit"))


def check(found):
    wrong = [row for row in found["rows"] if not as_expected(row)]
    damage = [item for row in found["rows"] for item in row.get("damage", [])]
    assert not wrong and not damage
    return [row["attack"] for row in found["rows"] if "attack" in row]


@linux
@pytest.mark.slow
@pytest.mark.parametrize("level", ["L2", pytest.param("L3", marks=pytest.mark.bwrap)])
@pytest.mark.parametrize("user", ["root", "ordinary"])
def test_no_attack_succeeds_and_nothing_is_left_behind(suite, user, level):
    if user == "root" and os.geteuid() != 0:
        pytest.skip("this is not root")
    if probe().level < level:
        pytest.skip(f"this machine gives {probe().level}: {'; '.join(probe().advice)}")
    line = suite.command("--levels", level)
    found = report(suite.as_ordinary_user(line) if user == "ordinary" else line)
    if level not in found["given"]:
        pytest.skip(f"as an ordinary user this machine gives only {found['given']}: {'; '.join(found['advice'])}")
    assert found["user"] == (0 if user == "root" else suite.ORDINARY_USER if os.geteuid() == 0 else os.geteuid())
    ran = check(found)
    known = [attack.name for attack in suite.attacks() if attack.processor in (None, suite.platform.machine())]
    assert ran == known * 2  # twice in a row


@linux
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="this is not root")
def test_the_few_rights_of_root_in_a_container_are_enough_to_watch_and_to_refuse(suite):
    if probe().level < "L2":
        pytest.skip(f"this machine gives {probe().level}: {'; '.join(probe().advice)}")
    names = ["deleted_files", "deleted_and_mapped_files", "fill_work_folder", "kill_process", "read_key", "setuid",
             "thread_bomb", "write_results"]  # fmt: skip
    found = report(suite.as_root_in_a_container(suite.command("--levels", "L2", "--only", *names)))
    assert check(found) == sorted(names) * 2


@linux
@pytest.mark.slow
def test_the_attacks_are_attacks_since_they_succeed_without_a_sandbox(suite):
    ran = check(report(suite.as_ordinary_user(suite.command("--levels", "L0"))))
    assert ran == [attack.name for attack in suite.attacks() if attack.works_outside]


def test_every_attack_says_in_its_first_line_what_is_expected(suite):
    attacks = suite.attacks()
    assert len(attacks) == len(list((HERE / "attacks").glob("*.py"))) > 100
    assert not [attack.name for attack in attacks if attack.works_outside and attack.outcome != "refused"]


def test_an_attack_without_its_first_line_is_an_error(suite, tmp_path):
    (tmp_path / "bad.py").write_text('"""No expectation."""\n')
    with pytest.raises(ValueError, match=r"bad\.py"):
        suite.read(tmp_path / "bad.py")


def test_the_table_in_the_documentation_lists_every_attack_and_no_success(suite):
    text = PAGE.read_text().partition(suite.MARKS[0])[2].partition(suite.MARKS[1])[0]
    assert "Nothing was hurt and nothing was left behind." in text and "**" not in text
    for attack in suite.attacks():
        (line,) = [line for line in text.splitlines() if line.startswith(f"| {attack.name.replace('_', ' ')} |")]
        assert attack.text in line and attack.outcome.replace("_", " ") in line
