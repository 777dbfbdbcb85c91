"""Hints by level and by tries, as a student at home meets them: check, look, answer anew, check again."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

HINTS = [
    "The layer is a matrix times a vector.",
    "How many MACs does one output take?",
    "How often is each weight used?",
]
MORE = "Each new answer to a part opens its next hint"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder of a student who has never checked anything."""
    folder = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(folder))
    return folder


@pytest.fixture
def work(tmp_path: Path) -> Path:
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


@pytest.fixture
def check(grader, work: Path) -> Callable[..., str]:
    """`check(answer, …)` writes the answer for q04.macs, checks it and returns what is printed."""

    def checked(answer: str, *options: object, student: str = "s042", name: str = "answers.md") -> str:
        text = f"---\nassignment: hw01\nstudent: {student}\n---\n### q04.macs\n{answer}\n"
        (work / name).write_text(text, encoding="utf-8")
        result = grader("check", work, "--part", "q04.macs", *options)
        assert result.exit_code == 0 and result.stderr == "", result.stderr
        return str(result.stdout)

    return checked


def hints(text: str) -> int:
    """How many of the part's hints are in the text: the first so many, in their order, and no other."""
    shown = [hint for hint in HINTS if hint in text]
    assert shown == HINTS[: len(shown)] and text.count("hint ") == len(shown) + text.count("next hint ")
    return len(shown)


def test_each_new_wrong_answer_opens_the_next_hint(check):
    assert [hints(check(answer)) for answer in ("2 N^2", "N^2 + N", "N^3", "N")] == [1, 2, 3, 3]


def test_an_answer_checked_again_is_no_new_try(check):
    assert [hints(check("2 N^2")) for _ in range(3)] == [1, 1, 1]
    assert [hints(check(answer)) for answer in ("N^3", "2 N^2", "N^3")] == [2, 2, 2]


def test_other_spaces_and_another_notation_are_no_new_try(check):
    assert [hints(check(answer)) for answer in ("2 N^2", "2N^2", "$2N^{2}$", "2 * N**2")] == [1, 1, 1, 1]


def test_a_right_answer_shows_none_and_what_was_opened_stays_open(check):
    assert [hints(check(answer)) for answer in ("2 N^2", "N^3", "N^2", "N^3")] == [1, 2, 0, 2]


def test_an_unreadable_answer_gets_the_first_hint_and_is_no_try(check):
    assert [hints(check(answer)) for answer in ("2 N^(", "3 N^(", "2 N^2", "N^(", "N^3")] == [1, 1, 1, 1, 2]


def test_a_part_left_out_has_no_hint_until_it_is_tried_or_one_is_asked_for(check):
    assert hints(check("-")) == 0
    assert hints(check("-", "--hints", "1")) == 1


def test_a_level_that_is_asked_for_goes_before_tries_and_is_no_try(check):
    assert [hints(check("2 N^2", "--hints", level)) for level in ("0", "1", "2", "3")] == [0, 1, 2, 3]
    assert hints(check("2 N^2", "--hints", "auto")) == hints(check("2 N^2")) == 1


def test_that_more_hints_will_open_is_said_while_there_are_more(check):
    assert MORE in check("2 N^2")
    assert MORE in check("N^2 + N")
    assert MORE not in check("N^3")
    assert MORE not in check("N^2")
    assert MORE not in check("2 N^2", "--hints", "1")


def test_tries_are_the_students_own_and_of_one_folder(check, work, tmp_path):
    assert hints(check("2 N^2")) == 1 and hints(check("N^3")) == 2
    assert hints(check("N^2 + N", student="s043")) == 1
    assert hints(check("N^2 + N")) == 3


def test_the_folder_and_the_file_in_it_share_their_tries(check, grader, work):
    assert hints(check("2 N^2")) == 1
    (work / "answers.md").write_text((work / "answers.md").read_text().replace("2 N^2", "N^3"))
    assert hints(grader("check", work / "answers.md", "--part", "q04.macs").stdout) == 2


def test_nothing_is_written_beside_the_answers_and_no_answer_is_kept(check, state, work):
    check("N^3 + 41")
    assert [path.name for path in work.iterdir()] == ["answers.md"]
    (file,) = state.rglob("*.json")
    assert "41" not in json.loads(file.read_text())["parts"]["q04.macs"][1:] and "N" not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0
    assert "s042" not in str(file)


def test_cells_of_a_table_that_are_filled_in_rightly_open_nothing(grader, work):
    def checked(*cells: str) -> int:
        rows = [
            f"| {name} | {n} | {macs} | |" for name, n, macs in zip(cells[::3], cells[1::3], cells[2::3], strict=True)
        ]
        table = "\n".join(["| input | N | MACs | memory |", "| --- | --- | --- | --- |", *rows])
        (work / "answers.md").write_text(f"---\nassignment: hw01\nstudent: s\n---\n### q04.table\n{table}\n")
        return int(grader("check", work, "--part", "q04.table").stdout.count("\n      hint "))

    assert checked("MNIST", "784", "") == 0
    assert checked("MNIST", "784", "784^2", "CIFAR", "3072", "") == 0
    assert checked("MNIST", "784", "784^2", "CIFAR", "3000", "") == 1
    assert checked("MNIST", "784", "784^2", "CIFAR", "3000", "", "ImageNet", "150528", "") == 1
    assert checked("MNIST", "784", "784^2", "CIFAR", "3001", "3001^2") == 2


def test_json_has_hints_only_when_they_are_asked_for_and_is_always_the_same(check, state):
    first = check("2 N^2", "--json")
    assert not state.exists(), "nobody asked for hints: nothing is remembered"
    check("N^3")
    check("N")
    assert check("2 N^2", "--json") == first
    assert "hints" not in json.loads(first)["parts"][0]
    assert json.loads(check("2 N^2", "--json", "--hints", "1"))["parts"][0]["hints"] == HINTS[:1]
    assert json.loads(check("2 N^2", "--json", "--hints", "auto"))["parts"][0]["hints"] == HINTS


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"\xff\xfe\x00", b"[[[" * 50_000, b'{"parts": 3}', b'{"parts": {"q04.macs": ["x"]}}']
)
def test_a_damaged_memory_begins_anew_without_a_word(check, state, damage):
    check("2 N^2")
    check("N^3")
    (file,) = state.rglob("*.json")
    file.write_bytes(damage)
    assert [hints(check(answer)) for answer in ("2 N^2", "N^3")] == [1, 2]


def test_where_nothing_can_be_remembered_the_check_goes_on_and_says_why_in_one_line(
    grader, check, work, state, monkeypatch
):
    check("2 N^2", "--hints", "0")
    monkeypatch.setenv("XDG_STATE_HOME", str(work / "answers.md"))  # a file: no folder can be made in it, even by root
    result = grader("check", work, "--part", "q04.macs")
    assert result.exit_code == 0 and hints(result.stdout) == 1
    assert result.stderr.count("\n") == 1
    assert "your tries cannot be remembered here (Not a directory), so hints stay at the first level" in result.stderr
    assert grader("check", work, "--part", "q04.macs", "--quiet").stderr == ""


def test_a_level_that_does_not_exist_is_refused_in_one_line(grader, check, work):
    check("2 N^2")
    result = grader("check", work, "--hints", "4")
    assert result.exit_code == 2 and result.stderr.count("\n") == 1
    assert "'auto', '0', '1', '2', '3'" in result.stderr


@pytest.mark.parametrize(("settled", "opened"), [(0.0, [1, 2, 3, 3]), (1e9, [1, 1, 1, 1])])
def test_in_watch_a_save_soon_after_a_try_is_none(grader, work, monkeypatch, settled: float, opened: list[int]):
    """An editor that saves by itself, while somebody types, does not use up the hints."""

    def saves(path: Path) -> Iterator[None]:
        for answer in ("N^3", "N", "N + 1", "N + 12"):
            text = f"---\nassignment: hw01\nstudent: s042\n---\n### q04.macs\n{answer}\n"
            (work / "answers.md").write_text(text, encoding="utf-8")
            yield

    (work / "answers.md").touch()
    monkeypatch.setattr("grader.cli.watch.saves", saves)
    monkeypatch.setattr("grader.cli.watch.SETTLED_SECONDS", settled)
    shown = grader("check", work, "--watch", "--part", "q04.macs").stdout.split("Look at next")[:-1]
    assert [hints(text.rpartition("q04.macs ")[2]) for text in shown] == opened
