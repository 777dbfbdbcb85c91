"""Numbers and student text as other systems can take them."""

from __future__ import annotations

import re

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
# XML 1.0 (section 2.2) allows these alone; everything else, escaped or not, breaks the document
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def number(value: float) -> str:
    """Return points as people write them: at most four decimals, no trailing zeros (81, 2.5, 0.3333)."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def inert(cell: str) -> str:
    """Return `cell` so that no spreadsheet runs it: an apostrophe goes before what would begin a formula."""
    shown = cell.replace("\0", "")
    return f"'{shown}" if shown.lstrip(" ").startswith(_FORMULA_STARTS) else shown


def xml_text(text: str) -> str:
    """Return `text` with every character that XML 1.0 does not allow shown as U+FFFD."""
    return _NOT_XML.sub("\ufffd", text)
