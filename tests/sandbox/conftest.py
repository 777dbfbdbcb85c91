"""Levels that this machine gives, and a place of our own for work folders."""

import sys
import tempfile

import pytest

from grader.sandbox import probe


@pytest.fixture(params=["L0", "L2", pytest.param("L3", marks=pytest.mark.bwrap)])
def level(request):
    if sys.platform == "win32" or probe().level < request.param:
        pytest.skip(f"this machine gives {probe().level}: {'; '.join(probe().advice)}")
    return request.param


@pytest.fixture
def open_folder(tmp_path):
    """A folder that any user may enter and read."""
    for folder in (tmp_path, *(p for p in tmp_path.parents if p.name.startswith(("pytest-", "popen-")))):
        folder.chmod(0o755)
    return tmp_path


@pytest.fixture
def work_folders(open_folder, monkeypatch):
    """Where work folders are made during the test."""
    monkeypatch.setattr(tempfile, "tempdir", str(open_folder))
    return open_folder
