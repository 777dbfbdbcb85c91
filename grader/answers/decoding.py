"""From a file's bytes to its text: byte order marks, line endings, encodings."""

from __future__ import annotations

import codecs

from grader.errors import SubmissionError

_MARKS = (  # UTF-32's little-endian mark begins with UTF-16's
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decode(data: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of `data` with lines ended by a newline, and warnings on how it was read.

    UTF-8 unless a byte order mark says otherwise; in UTF-8 with a few bad bytes those are replaced, and what is not
    UTF-8 is read as Windows-1252, both with a warning. Raises SubmissionError for bytes that are no text.
    """
    text, warnings = _decoded(data, file)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise SubmissionError(f"{file}:{line}: a NUL byte, so this is no text file; save it as UTF-8 text")
    return text.replace("\r\n", "\n").replace("\r", "\n"), warnings


def _decoded(data: bytes, file: str) -> tuple[str, tuple[str, ...]]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding), ()
            except UnicodeDecodeError:
                raise SubmissionError(f"{file}: begins as {encoding} text but is none; save it as UTF-8") from None
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        mended, bad = _mended(data)
        if mended is not None:
            seen = "a character that is" if bad == 1 else f"{bad} characters that are"
            return mended, (f"{file}:{line}: {seen} not UTF-8, read as �; type what was meant there",)
        warning = f"{file}:{line}: not UTF-8, read as Windows-1252; look at its special characters, or save it as UTF-8"
        return data.decode("cp1252", errors="replace"), (warning,)


def _mended(data: bytes) -> tuple[str | None, int]:
    """The text with bad bytes replaced and their number, None where they are not few beside good characters.

    Text in Windows-1252 has hardly ever two bytes that make one character of UTF-8.
    """
    text = data.decode("utf-8", errors="replace")
    replaced = text.count("\ufffd")
    good = sum(not character.isascii() for character in text) - replaced
    bad = replaced - data.count("\ufffd".encode())
    return (text if good > 2 * bad else None), bad
