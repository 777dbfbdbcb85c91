import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from grader import __version__
from grader.errors import GraderError, UsageError
from grader.gradebook import BOOK_NAME, Gradebook, Known, Result, State, read
from grader.model import Policy, Report, Status, Verdict
from grader.results import to_json


def report(student: str = "s1", status: Status = Status.CORRECT) -> Report:
    verdict = Verdict("q01.read", "attest", status, 1.0, 1.0, evidence={"loss": 0.5})
    return Report("hw01", student, 1.0, 0.0, 0.0, 1.0, __version__, "key", (verdict,))


def known(name: str, content: str = "0", at: float = 1.0) -> Known:
    return Known(name, name.partition(".")[0], content, at)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / BOOK_NAME


def test_a_result_comes_back_as_it_was(file: Path):
    with Gradebook(file) as book:
        book.begin_run(Policy())
        book.note_found([known("a.md")])
        book.record(known("a.md"), Result(State.GRADED, report(), seconds=0.25))
    with Gradebook(file) as book:
        (entry,) = book.entries()
    assert entry.report == report()
    assert (entry.name, entry.student, entry.state, entry.seconds) == ("a.md", "s1", State.GRADED, 0.25)


def test_every_submission_has_a_row_whatever_happened_to_it(file: Path):
    with Gradebook(file) as book:
        book.begin_run(Policy())
        book.note_found(map(known, ["a.md", "b.md", "c.md", "d.md"]))
        book.record(known("a.md"), Result(State.GRADED, report()))
        book.record(known("b.md"), Result(State.UNREADABLE, message="b.md:1: says why"))
        book.record(known("c.md"), Result(State.ERROR, message="a worker died"))
        book.replace_roster(["S1", "absent"])
        states = {entry.name or entry.student: (entry.state, entry.message) for entry in book.entries()}
    assert states == {
        "a.md": (State.GRADED, ""),
        "b.md": (State.UNREADABLE, "b.md:1: says why"),
        "c.md": (State.ERROR, "a worker died"),
        "d.md": (State.WAITING, "not graded yet"),
        "absent": (State.NOT_SUBMITTED, "nothing handed in"),
    }


def test_of_two_submissions_the_newest_graded_one_counts_and_both_are_flagged(file: Path):
    with Gradebook(file) as book:
        book.begin_run(Policy())
        book.note_found([known("late.md", at=9.0), known("early.md", at=2.0), known("s1.md", at=99.0)])
        book.record(known("late.md"), Result(State.GRADED, report("S1 ")))
        book.record(known("early.md"), Result(State.GRADED, report("s1")))
        book.record(known("s1.md"), Result(State.UNREADABLE, message="no"))
        entries = {entry.name: entry for entry in book.entries()}
    assert [name for name, entry in entries.items() if entry.counts] == ["late.md"]
    assert all("3 submissions of this student" in entry.flags[0] for entry in entries.values())
    assert all("late.md" in entry.flags[0] for entry in entries.values())


def test_a_student_who_is_not_on_the_roster_is_flagged(file: Path):
    with Gradebook(file) as book:
        book.begin_run(Policy())
        book.note_found([known("a.md")])
        book.record(known("a.md"), Result(State.GRADED, report("stranger")))
        book.replace_roster(["s1"])
        flags = {entry.student: entry.flags for entry in book.entries()}
    assert flags == {"stranger": ("not on the roster",), "s1": ()}


def test_an_unreadable_submission_belongs_to_the_one_student_whose_id_is_in_its_name(file: Path):
    with Gradebook(file) as book:
        book.begin_run(Policy())
        found = [known("Jane_S1_final.md"), known("s1-or-s2.md"), known("s12.md")]
        book.note_found(found)
        for one in found:
            book.record(one, Result(State.UNREADABLE, message="no"))
        book.replace_roster(["s1", "s2"])
        students = {entry.name: entry.student for entry in book.entries()}
    assert students == {"Jane_S1_final.md": "s1", "s1-or-s2.md": "s1-or-s2", "s12.md": "s12", "": "s2"}


def test_a_changed_submission_waits_until_it_is_graded_again(file: Path):
    with Gradebook(file) as book:
        book.begin_run(Policy())
        book.note_found([known("a.md", "old")])
        book.record(known("a.md", "old"), Result(State.GRADED, report()))
        book.note_found([known("a.md", "new")])
        assert [entry.state for entry in book.entries()] == [State.WAITING]


def test_a_submission_that_is_gone_stays_and_does_not_count(file: Path):
    with Gradebook(file) as book:
        book.begin_run(Policy())
        book.note_found([known("a.md")])
        book.record(known("a.md"), Result(State.GRADED, report()))
        book.note_found([])
        (entry,) = book.entries()
    assert (entry.counts, entry.flags) == (False, ("no longer in the folder",))


def test_only_the_same_content_policy_and_grader_without_fault_is_kept(file: Path, monkeypatch):
    with Gradebook(file) as book:
        book.begin_run(Policy())
        book.note_found([known("a.md"), known("b.md"), known("c.md")])
        book.record(known("a.md"), Result(State.GRADED, report()))
        book.record(known("b.md"), Result(State.GRADED, report(status=Status.ERROR)))
        book.record(known("c.md"), Result(State.UNREADABLE, message="no"))
        assert book.graded_before(known("a.md"), Policy()) == ("hw01", "key")
        assert book.graded_before(known("a.md", "other"), Policy()) is None
        assert book.graded_before(known("a.md"), replace(Policy(), train=False)) is None
        assert book.graded_before(known("a.md"), replace(Policy(), data_dir=Path("d"))) is None
        assert book.graded_before(known("b.md"), Policy()) is None
        assert book.graded_before(known("c.md"), Policy()) is None
        monkeypatch.setattr("grader.gradebook.book.__version__", "99")
        assert book.graded_before(known("a.md"), Policy()) is None


def test_names_that_are_no_utf8_are_kept(file: Path):
    damaged = Known("a\\udcff.md", "a\udcff", "0", 1.0)
    with Gradebook(file) as book:
        book.begin_run(Policy())
        book.note_found([damaged])
        book.record(damaged, Result(State.GRADED, report("half a pair: \ud800")))
        (entry,) = book.entries()
    assert entry.report == report("half a pair: \ud800")


def test_runs_are_noted_with_how_they_ended(file: Path):
    with Gradebook(file) as book:
        book.begin_run(Policy())
        book.end_run()
        book.begin_run(Policy())
    statuses = sqlite3.connect(file).execute("SELECT status FROM runs ORDER BY id").fetchall()
    assert statuses == [("finished",), ("stopped",)]


def test_a_file_of_another_program_is_refused_and_left_alone(file: Path):
    file.write_bytes(b"no database at all, but long enough to be looked at")
    with pytest.raises(UsageError, match="move it away"):
        Gradebook(file)
    assert file.read_bytes().startswith(b"no database")
    file.unlink()
    sqlite3.connect(file).execute("CREATE TABLE theirs (x)").connection.commit()
    with pytest.raises(UsageError, match="another program"):
        Gradebook(file)


def test_a_gradebook_of_a_later_grader_is_refused(file: Path):
    Gradebook(file).__exit__()
    database = sqlite3.connect(file)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(GraderError, match="later grader"):
        Gradebook(file)


WRITER = """
import sys
from pathlib import Path
from grader.gradebook import Gradebook, Known, Result, State
from grader.model import Policy
with Gradebook(Path(sys.argv[1])) as book:
    book.begin_run(Policy())
    for i in range(100000):
        known = Known(f"s{i}.md", f"s{i}", "0", 0.0)
        book.note_found([known])
        book.record(known, Result(State.UNREADABLE, message="x" * 500))
        print(i, flush=True)
"""


def test_what_was_recorded_before_a_kill_is_there_after_it(file: Path):
    process = subprocess.Popen([sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        last = int(line)
        if last >= 20:
            break
    os.kill(process.pid, signal.SIGKILL)
    seen = [int(line) for line in process.stdout.read().split()]
    process.wait()
    last = max([last, *seen])
    with Gradebook(file) as book:
        names = {entry.name for entry in book.entries() if entry.state is State.UNREADABLE}
    assert {f"s{i}.md" for i in range(last + 1)} <= names
    assert sqlite3.connect(file).execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_reader_is_not_stopped_by_a_writer(file: Path):
    with Gradebook(file) as writer, Gradebook(file) as reader:
        writer.begin_run(Policy())
        writer.note_found([known("a.md")])
        begin = time.monotonic()
        assert len(reader.entries()) == 1
        assert time.monotonic() - begin < 10


def test_a_folder_that_grade_wrote_reads_as_one_entry(tmp_path: Path):
    (tmp_path / "results.json").write_text(json.dumps(to_json(report())))
    (entry,) = read(tmp_path)
    assert (entry.student, entry.state, entry.counts, entry.report) == ("s1", State.GRADED, True, report())


@pytest.mark.parametrize("content", ["", "[]", '{"schema": "grader/1"}', '{"schema": "grader/2"}', "{"])
def test_results_that_cannot_be_read_say_so_in_one_line(tmp_path: Path, content: str):
    (tmp_path / "results.json").write_text(content)
    with pytest.raises(GraderError) as caught:
        read(tmp_path)
    assert "grade again" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_with_neither_says_which_folder_to_give(tmp_path: Path):
    with pytest.raises(UsageError, match="give the --out folder of batch or grade"):
        read(tmp_path)
