"""The blocks of Markdown that matter here: headings, code blocks, quotes and comments, tables staying as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.answers import limits, plain
from grader.answers.sheet import Line, Section, quoted
from grader.errors import SubmissionError

_BLANK = " \t\u00a0"  # a Mac types the last one where a space was meant
_HEADING = re.compile(rf" {{0,3}}(?P<marks>#{{1,6}})(?:(?P<space>[{_BLANK}])|(?=[*_`]*[qQ]\d)|$)")
# headings that are none where they stand, or not by these marks; read as one if a part's id follows
_LISTED = re.compile(rf"\s{{0,3}}(?:[-*+]|\d{{1,2}}[.)])[{_BLANK}]+(?=#{{1,6}}[{_BLANK}]+[*_`\[]*[qQ]\d)")
# seven marks or more, marks that an editor escaped (`\### `), marks in full width
_NO_MARKS = re.compile(rf" {{0,3}}(?:#{{7,}}|(?:\\?[#＃]){{1,6}})[{_BLANK}\u3000]*(?=[*_`\[]*[qQ]\d)")
_TAGGED = re.compile(r" {0,3}<(?P<tag>h[1-6])\b[^<>]*>(?P<title>.*?)</(?P=tag)>(?P<rest>.*)", re.IGNORECASE)
_BOLD = re.compile(
    r"\s*(?P<marks>\*\*|__)(?P<title>[^\W\d_][\w.\\-]*)(?P<colon>:)?(?P=marks)(?P<rest>(?(colon).*|(?:\s*:.*|\s*)))"
)
_UNDERLINE = re.compile(r" {0,3}(?:=+|-{3,})[ \t]*")
_QUOTE = re.compile(r"\s*>(?!=)")  # `>= 3` on a line of its own goes on with a relation
_QUOTES = re.compile(r"(?:\s{0,3}>)+ ?")
_RULE = re.compile(r" {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_FENCE = re.compile(r"\s*(?P<marks>`{3,}(?=[^`]*$)|~{3,})[ \t]*(?P<info>[^\s`]*).*")
_FENCE_END = re.compile(r"\s*(?P<marks>`{3,}|~{3,})[ \t]*")
_CLASSIC_TITLE = re.compile(r"(?:question|exercise|problem|part|task|section|homework)\b", re.IGNORECASE)
_LIKE_AN_ID = re.compile(r"[\s*_`\[\\(]*q\d", re.IGNORECASE)


class Blocks:
    """Collects the sections of one Markdown text, or of the Markdown cells of a notebook one after the other."""

    def __init__(self) -> None:
        self.sections: list[Section] = []
        self.warnings: list[str] = []

    def read(self, lines: Sequence[Line]) -> None:
        """Add the sections of `lines`; what stands before the first heading goes on with the section before."""
        text = _Text(lines)
        self.sections += text.sections()
        self.warnings += text.warnings
        if len(self.sections) > limits.SECTIONS:
            raise SubmissionError(f"{lines[0].where}: more than {limits.SECTIONS} headings; hand in the answers only")


class _Text:
    """A scanner over lines. Each line is looked at a fixed number of times, whatever the text is like."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.at = 0
        self.warnings: list[str] = []
        self.found: list[Section] = []
        self.body: list[Line] = []
        self.quotes: list[Line] = []
        self.head: Section | None = None
        self.in_math = False
        self.last_comment_end = max((i for i, line in enumerate(lines) if "-->" in line.text), default=-1)
        self.longest_fence_end = _longest_fence_ends(lines)

    def sections(self) -> list[Section]:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not self.in_math and _QUOTE.match(line.text):
                self.quote(line)
            elif fence := _FENCE.fullmatch(line.text):
                self.fence(line, fence)
            else:
                self.prose(line)
        self.close()
        return self.found

    def quote(self, line: Line) -> None:
        """A line of a block quote: no part of an answer, but kept for a hint where an answer is missing."""
        self.at += 1
        said = Line(_QUOTES.sub("", line.text), line.where)
        heading = _heading(said.text)
        if heading and _LIKE_AN_ID.match(heading[0]) and said.text.lstrip().startswith("#"):
            seen = quoted(said.text)
            self.warnings.append(f"{line.where}: {seen} stands in a block quote, so it is no heading; remove the >")
        elif said.text.strip():
            self.quotes.append(said)

    def prose(self, line: Line) -> None:
        """A line outside code blocks: comments cut out, then a heading or part of an answer."""
        text = self.without_comments(line)
        self.at += 1
        if text is None:
            return
        following = self.lines[self.at].text if self.at < len(self.lines) else ""
        heading = _heading(text) or self.underlined(text, following)
        if heading:
            self.open(*heading, Line(text, line.where))
        elif not self.in_math and _RULE.fullmatch(text):
            return
        else:
            self.in_math ^= text.count("$$") % 2 == 1
            self.body.append(Line(text, line.where))

    def underlined(self, text: str, following: str) -> tuple[str, int, bool] | None:
        """A heading underlined on the next line; `---` under other text than a part id is only a rule."""
        if self.in_math or not text.strip() or "|" in text or not _UNDERLINE.fullmatch(following):
            return None
        level = 1 if "=" in following else 2
        alone = self.at < 2 or not self.lines[self.at - 2].text.strip()
        if _LIKE_AN_ID.match(text) or (alone and (level == 1 or _CLASSIC_TITLE.match(text.strip()))):
            self.at += 1
            return text.strip(), level, True
        return None

    def open(self, title: str, level: int, sure: bool, heading: Line) -> None:
        self.close()
        self.head = Section(title, level, sure, heading, ())
        self.in_math = False

    def close(self) -> None:
        """End the current section."""
        head = self.head
        body, quotes = tuple(self.body), tuple(self.quotes)
        self.body, self.quotes = [], []
        if head is None and not quotes and not any(line.text.strip() for line in body):
            return
        head = head or Section(None, 0, True, (*body, *quotes)[0], ())
        self.found.append(replace(head, body=body, quotes=quotes))

    def fence(self, line: Line, fence: re.Match[str]) -> None:
        """A fenced block: its lines belong to the answer whatever they look like; a math fence becomes `$$`."""
        mark, length, info = fence["marks"][0], len(fence["marks"]), fence["info"].casefold()
        self.at += 1
        if self.longest_fence_end[mark][self.at] < length:
            self.warnings.append(f"{line.where}: a code block that is never closed; end it with {mark * 3}")
            return
        math = info in ("math", "latex", "tex")
        if math:
            self.body.append(Line("$$", line.where))
        while not _ends(self.lines[self.at].text, mark, length):
            inner = self.lines[self.at]
            if _LIKE_AN_ID.match(inner.text.lstrip("# ")) and inner.text.lstrip().startswith("#"):
                self.warnings.append(f"{inner.where}: {quoted(inner.text)} stands in a code block, so it is no heading")
            self.body.append(Line(inner.text, inner.where, None if math else info))
            self.at += 1
        if math:
            self.body.append(Line("$$", self.lines[self.at].where))
        self.at += 1

    def without_comments(self, line: Line) -> str | None:
        """Return the line without HTML comments, stepping to the last line that they take; None if nothing is left."""
        text, kept, at = line.text, [], 0
        while True:
            start = _comment_start(text, at)
            if start < 0:
                kept.append(text[at:])
                break
            kept.append(text[at:start])
            at = start + 2  # `<!-->` is a whole comment
            while (end := text.find("-->", at)) < 0:
                if self.at >= self.last_comment_end:
                    return self.unclosed(line, "".join(kept))
                self.at += 1
                text, at = self.lines[self.at].text, 0
            at = end + 3
        left = "".join(kept)
        return left if left.strip() or len(kept) == 1 else None

    def unclosed(self, line: Line, kept: str) -> str | None:
        """A comment without an end hides what follows up to the next heading."""
        self.warnings.append(f"{line.where}: a comment that is never closed; end it with -->")
        while self.at + 1 < len(self.lines) and not _heading(self.lines[self.at + 1].text):
            self.at += 1
        return kept if kept.strip() else None


def _heading(text: str) -> tuple[str, int, bool] | None:
    """Return title, level and whether it is one by Markdown's rules, if `text` is or may be a heading."""
    listed = _LISTED.match(text)
    text = text[listed.end() :] if listed else text
    if match := _HEADING.match(text) or _NO_MARKS.match(text):
        title = text[match.end() :].strip()
        shorter = title.rstrip("#")
        if not shorter or shorter[-1] in _BLANK:
            title = shorter.rstrip()
        sure = match.re is _HEADING and not listed and (match["space"] is not None or not title)
        return title, min(sum(c in "#＃" for c in match[0]), 6), sure
    if (match := _TAGGED.fullmatch(text)) and _LIKE_AN_ID.match(plain.without_tags(match["title"])):
        return match["title"] + match["rest"], int(match["tag"][1]), False
    if match := _BOLD.fullmatch(text):
        return match["title"] + (match["colon"] or "") + match["rest"], 6, False
    return None


def _comment_start(text: str, at: int) -> int:
    """Where from `at` on the first `<!--` outside backticks stands, -1 for nowhere."""
    start = text.find("<!--", at)
    while start >= 0 and text.count("`", at, start) % 2 == 1:
        closed = text.find("`", start)
        if closed < 0:
            return start
        at, start = closed + 1, text.find("<!--", closed + 1)
    return start


def _ends(text: str, mark: str, length: int) -> bool:
    end = _FENCE_END.fullmatch(text)
    return bool(end) and text.strip()[0] == mark and len(text.strip()) >= length


def _longest_fence_ends(lines: Sequence[Line]) -> dict[str, list[int]]:
    """For both marks of fences: how long the longest closing one is from each line on."""
    longest = {mark: [0] * (len(lines) + 1) for mark in "`~"}
    for i in range(len(lines) - 1, -1, -1):
        end = _FENCE_END.fullmatch(lines[i].text)
        for mark, lengths in longest.items():
            here = len(end["marks"]) if end and end["marks"][0] == mark else 0
            lengths[i] = max(lengths[i + 1], here)
    return longest
