"""Reading mnist.py as text: which form it has, and whether Python can read it. Nothing of it is run here."""

from __future__ import annotations

import ast
import warnings
from dataclasses import dataclass

from grader.answers.magics import magics
from grader.training import baggage
from grader.training.baggage import Baggage

#: Bytes of source; a network is trained by it, not brought along in it.
LARGEST = 200_000

FUNCTION, SCRIPT = "function", "script"


class SourceError(Exception):
    """The source cannot be read; the text says in one line where and why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A source that Python can read: its text with notebook magics taken out line by line, its tree and its form.

    `code` is what is run: the text without comments and free-standing strings. `baggage` is the data in its literals.
    """

    text: str
    tree: ast.Module
    form: str
    code: str
    baggage: Baggage


def read(text: str, file: str = "mnist.py") -> Source:
    """Return the source ready to run, lines where they were. Raises SourceError."""
    size = len(text.encode("utf-8", "replace"))
    if size > LARGEST:
        raise SourceError(
            f"{file}: {size:,} bytes, where at most {LARGEST:,} are read — hand in the code that trains the network, "
            "without data or weights in it"
        )
    try:
        tree = _parse(text)
    except SourceError:
        text = without_magics(text)
        try:
            tree = _parse(text)
        except SourceError as error:
            raise SourceError(f"{file}:{error}") from error
    return Source(text, tree, _form(tree, text), baggage.code_only(text, tree), baggage.weigh(tree))


def without_magics(text: str) -> str:
    """Return the text with lines that only a notebook understands (`%matplotlib`, `!pip`, `?help`) made `pass`."""
    lines = text.splitlines()
    for number, magic in enumerate(magics(lines)):
        if magic:
            lines[number] = lines[number][: len(lines[number]) - len(lines[number].lstrip())] + "pass"
    return "\n".join(lines) + "\n"


def _parse(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a student's odd escapes are no concern of the grader's terminal
            return ast.parse(text)
    except SyntaxError as error:
        line = (error.text or "").strip()[:80]
        raise SourceError(f"{error.lineno or 1}: Python cannot read this line ({error.msg}): {line}") from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise SourceError(f"1: Python cannot read this file ({str(error) or 'it is nested too deeply'})") from error


def _form(tree: ast.Module, text: str) -> str:
    """Tell the function form from a script, which may well have a `train(model, loader, …)` of its own."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name == "train":
            names = {each.arg for each in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
            if {"images", "labels"} <= names or "MNIST" not in text:
                return FUNCTION
    return SCRIPT
