"""Words with letters beyond ASCII and Greek: `Réponse`, `größe`, `Ответ`. Decorated symbols (`ŷ`) are no words."""

from __future__ import annotations

import unicodedata

from grader.errors import ReadError
from grader.expressions.patterns import later
from grader.expressions.tokens import Token
from grader.expressions.vocabulary import Vocabulary

_WORD = later(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*")
#: Below this, letters of Chinese, Japanese and Korean begin to be no letters at all; two of them are a word.
_FIRST_OF_EAST_ASIA = "\u2e80"


def goes_on(text: str, position: int) -> bool:
    """Whether the letter or accent at `position` goes on with the letters before it."""
    return position < len(text) and (text[position].isalpha() or unicodedata.combining(text[position]) != 0)


def word_at(text: str, start: int, position: int, vocabulary: Vocabulary) -> Token:
    """The word that begins at `start` and holds the character at `position`, which no formula has.

    Raises ReadError where it is no word: too short, with an accent of its own as x̂ has it, or spelled by symbols.
    """
    match = _WORD.match(text, start)
    if match is not None and match.end() > position and _is_word(match[0], vocabulary):
        called = text.startswith("(", match.end())
        return ("unk" if called else "word", unicodedata.normalize("NFC", match[0]), start, match.end())
    raise ReadError(f"the character {text[position]!r} is not part of a formula", position)


def _is_word(run: str, vocabulary: Vocabulary) -> bool:
    word = unicodedata.normalize("NFC", run)
    if any(map(unicodedata.combining, word)):
        return False
    if len(word) < (2 if word[0] >= _FIRST_OF_EAST_ASIA else 3):
        return False
    if not (word[1:].islower() or word.lower() == word.upper() or (word.isupper() and len(word) > 3)):
        return False
    bare = "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))
    return vocabulary.cut(bare) is None
