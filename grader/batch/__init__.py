"""Grading a class: find the submissions, judge them in processes of their own, keep each result as it ends, go on."""

from grader.batch.course import Order, Progress, Summary, grade_class
from grader.batch.outputs import write_results

__all__ = ["Order", "Progress", "Summary", "grade_class", "write_results"]
