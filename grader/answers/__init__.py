"""What students hand in: `read(path)` gives a Submission. One file a format; `READERS` lists them by suffix."""

from grader.answers.reading import READERS, read

__all__ = ["READERS", "read"]
