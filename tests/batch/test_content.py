import os
from pathlib import Path

import pytest

from grader.batch.content import as_path, known
from grader.batch.find import Found
from grader.errors import SubmissionError


def found(path: Path) -> Found:
    return Found(path.name, path.name, path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "s1"
    (made / "deep").mkdir(parents=True)
    (made / "answers.md").write_text("one")
    (made / "deep" / "x.py").write_text("two")
    return made


def test_the_same_content_has_the_same_hash_whenever_it_was_written(folder: Path):
    before = known(found(folder))
    os.utime(folder / "answers.md", (2e9, 2e9))
    after = known(found(folder))
    assert after.content_sha256 == before.content_sha256
    assert after.handed_in_at == 2e9


@pytest.mark.parametrize("change", ["content", "name", "more", "less", "split"])
def test_any_change_changes_the_hash(folder: Path, change: str):
    before = known(found(folder)).content_sha256
    if change == "content":
        (folder / "deep" / "x.py").write_text("twO")
    elif change == "name":
        (folder / "answers.md").rename(folder / "answer.md")
    elif change == "more":
        (folder / "new").touch()
    elif change == "less":
        (folder / "deep" / "x.py").unlink()
    else:
        (folder / "answers.md").write_text("onet")
        (folder / "deep" / "x.py").write_text("wo")
    assert known(found(folder)).content_sha256 != before


def test_a_link_is_hashed_and_not_followed(folder: Path, tmp_path: Path):
    outside = tmp_path / "outside"
    outside.write_text("a")
    (folder / "link").symlink_to(outside)
    before = known(found(folder)).content_sha256
    outside.write_text("b")
    assert known(found(folder)).content_sha256 == before
    (folder / "link").unlink()
    assert known(found(folder)).content_sha256 != before


def test_a_pipe_and_a_folder_in_a_circle_do_not_hang(folder: Path):
    os.mkfifo(folder / "pipe")
    (folder / "circle").symlink_to(folder)
    assert len(known(found(folder)).content_sha256) == 64


def test_loose_files_are_handed_over_as_a_folder_that_goes_again(tmp_path: Path):
    one, two = tmp_path / "x_1_2_answers.md", tmp_path / "x_1_3_mnist-1.py"
    one.write_text("answers")
    two.write_text("code")
    loose = Found("x_1", "x", None, (("answers.md", one), ("mnist.py", two)))
    with as_path(loose) as folder:
        assert folder.name == "x"
        assert {file.name: file.read_text() for file in folder.iterdir()} == {
            "answers.md": "answers",
            "mnist.py": "code",
        }
    assert not folder.exists()
    before = known(loose).content_sha256
    two.write_text("other")
    assert known(loose).content_sha256 != before


def test_a_loose_link_is_refused(tmp_path: Path):
    secret = tmp_path / "secret"
    secret.write_text("x")
    link = tmp_path / "x_1_2_answers.md"
    link.symlink_to(secret)
    with (
        pytest.raises(SubmissionError, match=r"x_1_2_answers\.md: is not a plain file"),
        as_path(Found("x_1", "x", None, (("answers.md", link), ("b", secret)))),
    ):
        pass
