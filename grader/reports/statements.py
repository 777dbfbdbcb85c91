"""What authors write (statements, hints, feedback of listed mistakes): Markdown with TeX to HTML."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from grader.reports import mathml
from grader.reports.plain import plain

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_MATH = re.compile(
    r"\$\$(?P<block>(?:\\.|[^$\\])+)\$\$|\$(?=\S)(?P<inline>(?:\\.|[^$\\])*(?:\\.|[^$\\\s]))\$(?!\d)", re.S
)


@functools.lru_cache(maxsize=4096)
def html(source: str) -> Markup:
    """Return `source` as block HTML: CommonMark with tables and `$…$`; raw HTML is shown as text, images are not."""
    return Markup(_parser().render(source).strip())  # noqa: S704 - rendered with raw HTML off


@functools.lru_cache(maxsize=4096)
def inline(source: str) -> Markup:
    """Return `source` as inline HTML, for one line of Markdown with TeX."""
    return Markup(_parser().renderInline(source).strip())  # noqa: S704 - rendered with raw HTML off


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    parser.inline.ruler.before("escape", "math", _read_math)
    parser.add_render_rule("math", _write_math)
    parser.add_render_rule("heading_open", _paragraph_for_heading)
    parser.add_render_rule("heading_close", _end_of_heading)
    parser.add_render_rule("th_open", _header)
    parser.add_render_rule("table_open", _wide_table)
    parser.add_render_rule("table_close", _end_of_wide_table)
    return parser


def _read_math(state: StateInline, silent: bool) -> bool:
    found = _MATH.match(state.src, state.pos) if state.src[state.pos] == "$" else None
    if found is None:
        return False
    if not silent:
        token = state.push("math", "math", 0)
        token.content = found["block"] or found["inline"]
        token.block = found["block"] is not None
    state.pos = found.end()
    return True


def _write_math(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    formula = mathml.from_tex(token.content.strip(), token.block)
    return f'<span class="scroll formula" role="group" tabindex="0">{formula}</span>' if token.block else formula


def _paragraph_for_heading(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return "<p><strong>"  # the page's own headings are its outline; a statement must not add to it


def _end_of_heading(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return "</strong></p>\n"


def _header(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    from markdown_it.token import Token

    inline = tokens[index + 1]
    if "$" in inline.content:  # tools for the blind do not take a formula alone as the name of a column
        inline.children = [Token("text", "", 0, content=plain(inline.content))]
    return str(renderer.renderToken(tokens, index, options, env))


def _wide_table(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return '<div class="scroll" role="group" tabindex="0">\n<table>\n'


def _end_of_wide_table(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return "</table>\n</div>\n"
