"""Zips: the same as the folder, and nothing leaves them, comes in twice, or grows without end."""

import io
import stat
import struct
import zipfile
import zlib

import pytest

from grader import answers
from grader.answers import limits
from grader.errors import SubmissionError

ANSWERS = "---\nassignment: hw01\nstudent: s042\n---\n### q12.smaller\nyes\n"
CODE = "def lower(x, h):\n    return []\n"


def zipped(path, *entries, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("top", ["", "s042/", "class/hw01/s042/", "s042\\"])
def test_a_zip_reads_like_the_folder_in_it(tmp_path, top):
    path = zipped(tmp_path / "s042.zip", (f"{top}answers.md", ANSWERS), (f"{top}lowering.py", CODE))
    read = answers.read(path)
    assert read.answers["q12.smaller"].text == "yes"
    assert read.answers["q07.lowering"].text == CODE
    assert (read.student, read.warnings) == ("s042", ())


def test_what_systems_leave_behind_does_not_count(tmp_path):
    junk = ["__MACOSX/._answers.md", ".DS_Store", "__MACOSX/s042/._answers.md", "s042/.ipynb_checkpoints/answers.md"]
    path = zipped(tmp_path / "a.zip", *((name, b"\0\1") for name in junk), ("s042/answers.md", ANSWERS))
    assert answers.read(path).warnings == ()


@pytest.mark.parametrize(
    "name", ["../answers.md", "/answers.md", "a/../../answers.md", "..\\answers.md", "C:/answers.md"]
)
def test_no_path_leads_out_of_a_zip(tmp_path, name):
    path = zipped(tmp_path / "a.zip", (name, ANSWERS))
    with pytest.raises(SubmissionError, match="no answer file"):
        answers.read(path)
    path = zipped(tmp_path / "b.zip", (name, ANSWERS), ("answers.md", ANSWERS))
    assert "leads out of the zip" in answers.read(path).warnings[0]


def test_a_link_in_a_zip_is_not_followed(tmp_path):
    link = zipfile.ZipInfo("answers.md")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with pytest.raises(SubmissionError, match=r'"answers\.md" is a link, and links are not followed; hand in the file'):
        answers.read(zipped(tmp_path / "a.zip", (link, "/etc/passwd")))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_entries_of_one_name_are_refused(tmp_path):
    path = zipped(tmp_path / "a.zip", ("answers.md", ANSWERS), ("answers.md", ANSWERS))
    with pytest.raises(SubmissionError, match=r'two entries are called "answers\.md"'):
        answers.read(path)


def test_a_zip_in_the_zip_is_not_opened(tmp_path):
    inner = io.BytesIO()
    zipped(inner, ("answers.md", ANSWERS))
    with pytest.raises(SubmissionError, match="hand in the zip inside it"):
        answers.read(zipped(tmp_path / "a.zip", ("s042.zip", inner.getvalue())))


def test_an_encrypted_zip_is_refused_with_the_remedy(tmp_path):
    path = zipped(tmp_path / "a.zip", ("answers.md", ANSWERS))
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        data[data.index(mark) + offset] |= 1
    path.write_bytes(data)
    with pytest.raises(SubmissionError, match="without a password"):
        answers.read(path)


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_refused(tmp_path, compression):
    with pytest.raises(SubmissionError, match="make an ordinary zip"):
        answers.read(zipped(tmp_path / "a.zip", ("answers.md", ANSWERS), compression=compression))


def test_a_bomb_is_stopped_while_it_is_inflated_whatever_its_header_says(tmp_path):
    path = zipped(tmp_path / "a.zip", ("answers.md", b"\n" * (50 << 20)))
    data = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\3\4", 22), (b"PK\1\2", 24)):  # the unpacked size in both headers
        struct.pack_into("<I", data, data.index(mark) + offset, 100)
    path.write_bytes(data)
    with pytest.raises(SubmissionError):
        answers.read(path)


def test_an_answer_file_over_its_cap_is_refused(tmp_path):
    with pytest.raises(SubmissionError, match="over 1 MiB"):
        answers.read(zipped(tmp_path / "a.zip", ("answers.md", ANSWERS + "x" * limits.ANSWER_BYTES)))


def test_code_over_its_cap_costs_only_its_part(tmp_path):
    read = answers.read(zipped(tmp_path / "a.zip", ("answers.md", ANSWERS), ("lowering.py", "x" * 200_001)))
    assert read.answers["q07.lowering"].problem == "lowering.py: over 200 KB; hand in code only"
    assert read.answers["q12.smaller"].text == "yes"


def test_too_many_entries_are_refused_before_they_are_listed(tmp_path):
    entries = [(f"data/{i}.png", b"") for i in range(limits.FILES + 1)]
    with pytest.raises(SubmissionError, match="more than 2000 entries"):
        answers.read(zipped(tmp_path / "a.zip", *entries, ("answers.md", ANSWERS)))


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\5\6" + b"\0" * 18, b"not a zip", zlib.compress(b"x")])
def test_what_is_no_zip_is_refused(tmp_path, data):
    path = tmp_path / "a.zip"
    path.write_bytes(data)
    with pytest.raises(SubmissionError, match=r"a\.zip"):
        answers.read(path)
