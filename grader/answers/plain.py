"""Markdown's own marks inside an answer: escaped characters, HTML that only wraps, entities.

Formulas between dollar signs, code and what belongs to LaTeX (`\\(`, `\\{`, `\\,`, `\\\\`) stay as they were typed, and
so do `<sub>`, `<sup>` and `<br>`, which say something.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace

from grader.answers.sheet import Line

_LONG_NAMES = (
    "details summary div span font center section article strong em ins small big mark code pre samp tt kbd "
    "h1 h2 h3 h4 h5 h6 ul ol li"
).replace(" ", "|")
_WRAPS = rf"(?:(?i:{_LONG_NAMES})|[pbiua])"
# a bare word after the name is no attribute: `0 <i and j> 2` is mathematics
_ATTRIBUTE = r"\s+(?:open|[\w-]+\s?=\s?(?:\"[^\"]*\"|'[^']*'|[^\s<>\"'=]+))"
_TAG = rf"</?{_WRAPS}(?:{_ATTRIBUTE})*\s?/?>"
_SUMMARY = r"(?i:<summary>[^<>]{0,40}</summary>)"
_MARKS = re.compile(
    r"(?P<kept>(?P<ticks>`{1,3})(?!`)(?:(?!(?P=ticks)).)+(?P=ticks)(?!`)|(?P<display>\$\$)|\$[^$]*\$)"
    r"|\\(?P<escaped>[*^\-+#.~=<>/])|\\(?P<bracket>[()])|\\."
    rf"|(?P<tag>{_SUMMARY}|{_TAG})"
    r"|(?P<entity>&(?:[a-zA-Z]{2,10}\d{0,2}|#\d{1,6}|#[xX][0-9a-fA-F]{1,5});)",
)
# `\\(N\\_i \\+ N\\_o\\)\\*L\\_r`: an editor escaped brackets; nothing multiplies or adds to a formula in `\\( \\)`
_EDITOR = re.compile(r"\\[_*^+\-]")
_JOINED = re.compile(r"\\\)\s*\\?[*/^+]|[*/^+]\s*\\\(")
_LONGEST = 10_000  # characters of a line; no answer comes near
_TAGS = re.compile(_TAG)


def lines(typed: Sequence[Line]) -> list[Line]:
    """Return the lines of an answer without the marks, each at its place."""
    found = []
    displayed = False
    for line in typed:
        if line.fence is not None or len(line.text) > _LONGEST or not set(line.text) & set("\\<&$"):
            found.append(line)
            continue
        text, displayed = _plain(line.text, displayed)
        found.append(line if text == line.text else replace(line, text=text))
    return found


def without_tags(title: str) -> str:
    """Return a heading's text without the HTML that wraps it."""
    return _TAGS.sub("", title) if "<" in title and len(title) <= _LONGEST else title


def _plain(text: str, displayed: bool) -> tuple[str, bool]:
    """The line without marks outside of `$$` blocks; `displayed` tells that it begins, and returned, ends in one."""

    brackets = "\\(" in text and bool(_EDITOR.search(text) and _JOINED.search(text))

    def meaning(match: re.Match[str]) -> str:
        nonlocal displayed
        if match["display"]:
            displayed = not displayed
        elif not displayed and not match["kept"]:
            if match["escaped"]:
                return match["escaped"]
            if match["bracket"] and brackets:
                return match["bracket"]
            if match["tag"]:
                return ""
            if match["entity"]:
                character = html.unescape(match[0])
                return character if character.isprintable() or character == "\u00a0" else match[0]
        return match[0]

    return _MARKS.sub(meaning, text), displayed
