"""A class's results in one SQLite file, and what may be read from it. The only writer of that file."""

from grader.gradebook.book import Gradebook, Known, Result
from grader.gradebook.entry import Entry, State
from grader.gradebook.folder import BOOK_NAME, RESULTS_NAME, read

__all__ = ["BOOK_NAME", "RESULTS_NAME", "Entry", "Gradebook", "Known", "Result", "State", "read"]
