"""Pictures are not read: an answer that is one cannot be judged, and beside an answer they do not count."""

from __future__ import annotations

import re
from dataclasses import replace

from grader.model import Answer

_PICTURE = re.compile(
    r"!\[[^\]\n]{0,300}\](?:\([^)\n]{0,1000}\)|\[[^\]\n]{0,300}\])"  # ![alt](file), ![alt][name]
    r"|!\[\[[^\]\n]{0,300}\]\]"  # ![[file]], as some editors write it
    r"|<img\b[^>]{0,2000}>"
    r"|\\includegraphics(?:\[[^\]\n]{0,300}\])?\{[^}\n]{0,300}\}",
    re.IGNORECASE,
)
_FILE = re.compile(r"(?:see )?\S{1,200}\.(?:png|jpe?g|gif|heic|webp|svg|bmp|tiff?|pdf)\W*", re.IGNORECASE)
_PROBLEM = "pictures are not read; type the answer as text"


def refused(answer: Answer) -> Answer:
    """Return the answer, and each of its cells, with a problem where it is only a picture, else without pictures."""
    cells = {key: refused(cell) for key, cell in answer.cells.items()}
    answer = replace(answer, cells=cells) if cells else answer
    text, count = _PICTURE.subn(" ", answer.text)
    if answer.left_out or answer.problem or not (count or _FILE.fullmatch(answer.text.strip())):
        return answer
    if not count or not re.search(r"\w", text):
        return replace(answer, problem=_PROBLEM)
    note = f"{answer.where}: the picture is not read; only the text counts"
    return replace(answer, text=text.strip(), notes=(*answer.notes, note))
