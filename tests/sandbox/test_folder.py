"""The work folder is measured truly and goes away however it was left."""

import ctypes
import os
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.sandbox import folder


def chain(path, depth):
    """A chain of folders longer than a path may be, with a file at its end; made without ever naming it whole."""
    here = os.open(path, os.O_RDONLY)
    for _ in range(depth):
        os.mkdir("deep", dir_fd=here)
        inner = os.open("deep", os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = inner
    os.close(os.open("file", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)


def test_a_chain_of_3000_folders_is_counted_and_removed(tmp_path):
    work = folder.make(tmp_path / "work", {}, None)
    chain(work, 3_000)
    assert folder.measure(work, 10_000, 1 << 40)[0] == 3_002  # the chain, its file, and the folder for temporary files
    folder.remove(work)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "fork"), reason="needs another user")
def test_folders_that_nobody_may_enter_are_removed_by_an_ordinary_user(tmp_path):
    for path in (tmp_path, *(p for p in tmp_path.parents if p.name.startswith(("pytest-", "popen-")))):
        path.chmod(0o755)
    outer = tmp_path / "outer"
    outer.mkdir()
    child = os.fork()
    if os.geteuid() == 0 and child != 0:
        os.waitpid(child, 0)
        child = os.fork()
    if child == 0:
        status = 1
        try:
            if os.geteuid() == 0:
                os.chown(outer, 64_123, 64_123)
                os.setresuid(64_123, 64_123, 64_123)
            work = outer / f"work{os.getpid()}"
            folder.make(work, {"a/b/c": b"1"}, None)
            for path in ("a/b/c", "a/b", "a", ""):
                (work / path).chmod(0)
            folder.remove(work)
            status = 0
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert not list(outer.iterdir())


def test_links_are_removed_and_never_followed(tmp_path):
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "file").write_text("kept")
    work = folder.make(tmp_path / "work", {}, None)
    (work / "link").symlink_to(tmp_path / "kept")
    (work / "loop").symlink_to(work)
    assert folder.measure(work, 100, 1 << 40)[0] == 3
    folder.remove(work)
    assert (tmp_path / "kept" / "file").read_text() == "kept" and not work.exists()


NAMES = st.lists(st.sampled_from(["a", "b", ".removed-0", "-rf", "new\nline", "ü"]), min_size=1, max_size=6)


@given(st.lists(NAMES, max_size=12))
@settings(max_examples=30, deadline=None)
def test_any_tree_is_counted_and_removed(tmp_path_factory, paths):
    outer = tmp_path_factory.mktemp("outer")
    work = folder.make(outer / "work", {}, None)
    made = set()
    for path in paths:
        work.joinpath(*path).mkdir(parents=True, exist_ok=True)
        made |= {tuple(path[:length]) for length in range(1, len(path) + 1)}
    assert folder.measure(work, 1_000, 1 << 40)[0] == len(made) + 1
    folder.remove(work)
    assert not list(outer.iterdir())


def test_measuring_stops_once_a_limit_is_passed(tmp_path):
    work = folder.make(tmp_path / "work", {f"file{n}": b"x" * 5000 for n in range(100)}, None)
    assert folder.measure(work, 10, 1 << 40)[0] == 11
    files, size = folder.measure(work, 1_000, 20_000)
    assert files < 10 and size > 20_000


def test_a_sparse_file_counts_what_it_takes(tmp_path):
    work = folder.make(tmp_path / "work", {}, None)
    with (work / "sparse").open("wb") as file:
        file.truncate(1 << 40)
    assert folder.measure(work, 10, 1 << 50)[1] < 1 << 20


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_file_without_a_name_is_still_seen_while_it_is_open_or_mapped(tmp_path):
    libc = ctypes.CDLL(None)
    libc.mmap.restype = ctypes.c_void_p
    work = folder.make(tmp_path / "work", {}, None)
    file = (work / "file").open("w+b")
    file.write(bytes(1 << 20))
    file.flush()
    os.fsync(file.fileno())
    assert folder.unlinked(work, [os.getpid()], 7) == 0
    (work / "file").unlink()
    assert folder.unlinked(work, [os.getpid()], 7) >= 1 << 20
    # mapped without a descriptor kept open (Python's own mmap keeps one)
    area = libc.mmap(None, ctypes.c_size_t(4096), 1, 1, file.fileno(), ctypes.c_long(0))
    file.close()
    assert folder.unlinked(work, [os.getpid()], 7) == 7
    libc.munmap(ctypes.c_void_p(area), ctypes.c_size_t(4096))
    assert folder.unlinked(work, [os.getpid()], 7) == 0
