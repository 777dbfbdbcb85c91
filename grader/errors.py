"""One exception class per reader of the message. Importing this module costs nothing."""


class GraderError(Exception):
    """Base of every error that this package raises on purpose; its text is one line for a person."""


class UsageError(GraderError):
    """For whoever typed the command: an option, a path or a file of theirs cannot be used (exit code 2)."""


class SubmissionError(UsageError):
    """For the student: the submission as a whole cannot be read. Names file, line, what was seen, what to do."""


class AssignmentError(GraderError):
    """For the author of an assignment: names file and key, what was seen, what was wanted (exit code 2)."""


class ReadError(GraderError):
    """For the student: one expression cannot be read.

    `column` is the position in the text as typed, counted from 0, or None where no single place is at fault;
    `code` is a diagnosis code of the contract where one fits (`contradiction` for a chain at odds with itself).
    """

    def __init__(self, message: str, column: int | None = None, code: str | None = None) -> None:
        super().__init__(message)
        self.column = column
        self.code = code


class SandboxError(GraderError):
    """For the instructor: the sandbox could not start or broke. Never the student's fault; becomes `error`."""
