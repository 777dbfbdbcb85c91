"""Tries counted over reports, against a count written down as the rule says it; and the file that remembers them."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader import attempts
from grader.attempts import Attempts, Memory, Tries, counted, levels
from grader.model import Report, Status, Submission, Verdict

PART = Verdict("q1.a", "symbolic", Status.INCORRECT, 0.0, 1.0)
answers = st.tuples(
    st.sampled_from("ABCDE"), st.sampled_from([Status.CORRECT, Status.INCORRECT, Status.PARTIAL, Status.INVALID])
)

values = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["parts", "q1.a"]), inner),
    max_leaves=5,
)
documents = values.map(lambda value: json.dumps(value).encode())


def report(*verdicts: Verdict) -> Report:
    return Report("hw01", "s1", 0.0, 0.0, 0.0, 1.0, "1", "k", verdicts)


def over(*reports: Report) -> Attempts:
    known = Attempts()
    for each in reports:
        known = counted(known, each)
    return known


@given(st.lists(answers, max_size=30))
def test_tries_are_the_different_wrong_answers(history):
    known = over(*(report(replace(PART, answer=answer, status=status)) for answer, status in history))
    wrong = {answer for answer, status in history if status in (Status.INCORRECT, Status.PARTIAL)}
    assert known.parts.get(PART.part, Tries()).count == len(wrong)


def test_several_new_cells_are_one_try():
    cells = tuple(replace(PART, part=f"t.{n}", answer="1") for n in range(3))
    table = Verdict("t", "table", Status.INCORRECT, 0.0, 3.0, cells=cells)
    known = over(report(table))
    assert known.parts["t"].count == 1
    better = replace(table, cells=(replace(cells[0], status=Status.CORRECT), *cells[1:]))
    assert counted(known, report(better)) == known
    other = replace(table, cells=(replace(cells[0], answer="2"), *cells[1:]))
    assert counted(known, report(other)).parts["t"].count == 2


def test_the_same_text_in_another_cell_is_another_answer():
    cell = replace(PART, part="t.1", answer="1")
    table = Verdict("t", "table", Status.INCORRECT, 0.0, 3.0, cells=(cell,))
    moved = replace(table, cells=(replace(cell, part="t.2"),))
    assert over(report(table), report(moved)).parts["t"].count == 2


def test_a_part_that_was_not_checked_keeps_its_tries():
    known = over(report(PART, replace(PART, part="q1.b")), report(replace(PART, answer="other")))
    assert {part: tries.count for part, tries in known.parts.items()} == {"q1.a": 2, "q1.b": 1}


@pytest.mark.parametrize(
    ("status", "level"),
    [
        (Status.INCORRECT, 1),
        (Status.PARTIAL, 1),
        (Status.INVALID, 1),
        (Status.MISSING, 0),
        (Status.CORRECT, 0),
        (Status.NOT_RUN, 0),
        (Status.NEEDS_REVIEW, 0),
        (Status.ERROR, 0),
    ],
)
def test_what_a_first_look_opens(status, level):
    seen = report(replace(PART, status=status))
    assert levels(seen, over(seen)) == {PART.part: level}
    assert levels(seen, Attempts({PART.part: Tries(2)})) == {PART.part: 2}


def test_a_long_history_is_cut_and_goes_on_counting():
    known = over(*(report(replace(PART, answer=str(n))) for n in range(200)))
    assert known.parts[PART.part].count == 200
    assert len(known.parts[PART.part].seen) == attempts.ANSWERS


def test_what_is_written_is_read_again(tmp_path):
    memory = Memory(tmp_path / "a" / "b" / "c.json")
    assert memory.read() == Attempts()
    known = over(report(PART), report(replace(PART, answer="ü\ud800\0")))
    memory.write(known)
    assert memory.read() == known
    assert [path.name for path in memory.path.parent.iterdir()] == ["c.json"]


@given(st.binary(max_size=60) | documents)
def test_whatever_stands_in_the_file_is_read_or_counts_as_none(tmp_path_factory, content):
    memory = Memory(tmp_path_factory.getbasetemp() / "any.json")
    memory.path.write_bytes(content)
    found = memory.read()
    assert all(isinstance(tries, Tries) and tries.count >= 0 for tries in found.parts.values())
    assert levels(report(PART), counted(found, report(PART)))[PART.part] >= 1


def test_a_file_beyond_reason_counts_as_none(tmp_path):
    memory = Memory(tmp_path / "a.json")
    memory.path.write_text(json.dumps({"parts": {"q1.a": [1, *["0" * 12] * 100_000]}}))
    assert memory.read() == Attempts()
    memory.path.write_text(json.dumps({"parts": {f"q{n}": [1] for n in range(attempts.PARTS + 1)}}))
    assert memory.read() == Attempts()


def test_a_folder_or_a_pipe_in_its_place_counts_as_none(tmp_path):
    (tmp_path / "folder.json").mkdir()
    os.mkfifo(tmp_path / "pipe.json")
    assert Memory(tmp_path / "folder.json").read() == Memory(tmp_path / "pipe.json").read() == Attempts()


def test_the_files_longest_without_a_try_are_forgotten(tmp_path, monkeypatch):
    monkeypatch.setattr(attempts, "FILES", 3)
    for n in range(5):
        file = tmp_path / f"{n}.json"
        Memory(file).write(over(report(PART)))
        os.utime(file, (n, n))
    Memory(tmp_path / "new.json").write(over(report(PART)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["3.json", "4.json", "new.json"]


def test_assignment_student_and_folder_tell_memories_apart(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "answers.md").write_text("")
    base = Submission("hw01", "s1", tmp_path / "one", {})
    others = [
        replace(base, assignment="hw02"),
        replace(base, student="s2"),
        replace(base, path=tmp_path),
        replace(base, assignment="hw01s1", student=""),
    ]
    found = [attempts.memory(each) for each in (base, *others)]
    assert len({memory.path for memory in found if memory}) == len(found)
    assert attempts.memory(replace(base, path=tmp_path / "one" / "answers.md")) == found[0]
    assert all(memory and memory.path.is_relative_to(Path(tmp_path, "state", "xnn-grader")) for memory in found)
