"""MathML that may stand in a page unescaped: checked element by element, or not at all."""

from __future__ import annotations

import functools
import re
from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

#: Elements of MathML Core that hold other elements, and those that hold text only (no element inside them, so that
#: no reader of HTML can be led out of MathML there). Links, annotations, actions and images are not among them.
_CONTAINERS = frozenset(
    {"math", "mrow", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover"}
    | {"mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "mspace"}
)
_TOKENS = frozenset({"mi", "mn", "mo", "mtext"})
_ATTRIBUTES = frozenset(
    {"accent", "accentunder", "columnalign", "columnspacing", "columnlines", "depth", "display", "displaystyle"}
    | {"fence", "form", "height", "largeop", "linethickness", "lspace", "mathvariant", "maxsize", "minsize"}
    | {"movablelimits", "rowspacing", "rspace", "scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width"}
)
_VALUE = re.compile(r"[A-Za-z0-9.+\-% ]{0,40}")
_NAMESPACE = "http://www.w3.org/1998/Math/MathML"
_MAX_CHARACTERS = 60_000
_MAX_DEPTH = 120
#: A word set upright arrives as one element a letter; as one element it is read, and spoken, as a word.
_LETTERS = re.compile(r'(?:<mi mathvariant="normal">[A-Za-z]</mi>){2,}')


def checked(source: str) -> Markup | None:
    """Return `source` written anew from what was understood of it, or None unless it is plain presentation MathML.

    One `math` element and nothing beside it; only known elements and attributes with harmless values.
    """
    if len(source) > _MAX_CHARACTERS:
        return None
    writer = _Writer()
    try:
        writer.feed(source)
        writer.close()
    except _RefusedError:
        return None
    return Markup("".join(writer.out)) if writer.done else None  # noqa: S704 - built here from a closed set of names


@functools.lru_cache(maxsize=4096)
def from_tex(tex: str, display: bool = False) -> Markup:
    """Return an author's TeX formula as MathML; what cannot be typeset comes back as its TeX in a `code` element."""
    from latex2mathml.converter import convert

    try:
        found = checked(convert(tex, display="block" if display else "inline"))
    except Exception:  # the library raises many kinds, IndexError among them, for TeX that it does not know
        found = None
    if found is None or "\\" in found:
        return Markup('<code class="tex">{}</code>').format(tex)
    return Markup(_LETTERS.sub(_word, found))  # noqa: S704 - joins letters of what `checked` wrote


class _RefusedError(Exception):
    """Something that is not plain presentation MathML was met."""


class _Writer(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inside = self.open[-1] if self.open else ""
        if self.done or inside in _TOKENS or (tag == "math") == bool(self.open) or len(self.open) >= _MAX_DEPTH:
            raise _RefusedError
        if tag not in _CONTAINERS and tag not in _TOKENS:
            raise _RefusedError
        self.out.append(f"<{tag}{''.join(self._attribute(name, value or '') for name, value in attrs)}>")
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise _RefusedError
        self.out.append(f"</{tag}>")
        self.done = not self.open

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] in _TOKENS:
            self.out.append(escape(data))
        elif data.strip():
            raise _RefusedError

    def handle_comment(self, data: str) -> None:
        raise _RefusedError

    def handle_decl(self, decl: str) -> None:
        raise _RefusedError

    def handle_pi(self, data: str) -> None:
        raise _RefusedError

    def unknown_decl(self, data: str) -> None:
        raise _RefusedError

    @staticmethod
    def _attribute(name: str, value: str) -> str:
        if name == "xmlns" and value == _NAMESPACE:
            return ""
        if name not in _ATTRIBUTES or not _VALUE.fullmatch(value):
            raise _RefusedError
        return f' {name}="{value}"'


def _word(letters: re.Match[str]) -> str:
    return f'<mi mathvariant="normal">{re.sub("<[^>]*>", "", letters.group())}</mi>'
