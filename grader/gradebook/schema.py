"""The tables of the gradebook and their version; opening a file in the mode that survives being killed."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from grader.errors import GraderError, UsageError

VERSION = 1
APPLICATION_ID = 0x786E6E67  # "xnng", so that `file` and we know whose database it is
BUSY_SECONDS = 30.0

_TABLES = """
CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    started_at REAL NOT NULL,
    finished_at REAL,
    status TEXT NOT NULL CHECK (status IN ('running', 'finished', 'stopped')),
    policy TEXT NOT NULL,
    grader_version TEXT NOT NULL
) STRICT;
CREATE TABLE submissions (
    name TEXT PRIMARY KEY,
    student TEXT NOT NULL,
    content_sha256 TEXT NOT NULL,
    handed_in_at REAL NOT NULL,
    present INTEGER NOT NULL
) STRICT;
CREATE TABLE results (
    id INTEGER PRIMARY KEY,
    submission TEXT NOT NULL REFERENCES submissions (name),
    run INTEGER NOT NULL REFERENCES runs (id),
    content_sha256 TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('graded', 'unreadable', 'error')),
    student TEXT NOT NULL,
    assignment TEXT NOT NULL,
    key_sha256 TEXT NOT NULL,
    faulty INTEGER NOT NULL,
    report TEXT,
    message TEXT NOT NULL,
    seconds REAL NOT NULL,
    finished_at REAL NOT NULL
) STRICT;
CREATE INDEX results_by_submission ON results (submission, id);
CREATE TABLE roster (
    position INTEGER PRIMARY KEY,
    student TEXT NOT NULL UNIQUE
) STRICT;
"""


def connect(file: Path) -> sqlite3.Connection:
    """Open `file`, making the tables in a new one. Autocommit; every change is its own transaction.

    Raises UsageError for a file that is no gradebook or of a later version.
    """
    connection = sqlite3.connect(file, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        version = _prepare(connection, file)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise UsageError(f"{file}: cannot be read as a gradebook ({error}); move it away to begin a new one") from None
    if version != VERSION:
        connection.close()
        raise GraderError(f"{file}: written by a later grader (schema {version}, this one knows {VERSION}); update it")
    return connection


def _prepare(connection: sqlite3.Connection, file: Path) -> int:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("BEGIN IMMEDIATE")
    tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables == 0:
        for statement in _TABLES.split(";"):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    found = connection.execute("PRAGMA application_id").fetchone()[0]
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    connection.execute("COMMIT")
    if found != APPLICATION_ID:
        raise sqlite3.DatabaseError("it belongs to another program")
    return version
