"""Answers in German, French, Spanish and Portuguese: the words that mean something are read as their English ones.

A word that the declared symbols spell stays what it is. Words that English or a formula may have as well are taken for
foreign only where another word of their language stands in the answer.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from grader.errors import ReadError
from grader.expressions.characters import Characters
from grader.expressions.foreign_words import (
    ARTICLES,
    CLEAR,
    EVEN_BEFORE,
    EVEN_BEHIND,
    INFLECTED,
    LANGUAGES,
    MARKERS,
    OPERANDS,
    PHRASES,
    PREPOSITIONS,
    SHORT,
    TIMES,
    UNREAD,
)
from grader.expressions.patterns import later
from grader.expressions.vocabulary import Vocabulary, vocabulary

_TO_SPACES = {ord(sign): " " for sign in "0123456789.,;:!?()[]{}<>=+-*/^'\"\\|$&%~#\n"}
_WORDS = frozenset(CLEAR) | frozenset().union(*MARKERS.values(), *SHORT.values())
_IN_PHRASES = frozenset(
    word for pattern, _ in PHRASES for word in re.findall(r"[^\W\d_]{3,}", re.sub(r"\\.", " ", pattern))
)
_KNOWN = (
    _WORDS
    | _IN_PHRASES
    | frozenset(OPERANDS)
    | TIMES
    | INFLECTED
    | EVEN_BEHIND
    | EVEN_BEFORE
    | {"é", "de", "von", "por", "parmi"}
)
_SHORTENED = ("d. h.", "d.h.", "-à-d", "z. B.", "z.B.")
_ELIDED = later(r"(?:[ldnscjm]|qu)'(?=[^\W\d_]{3,})(?!est-à)", re.IGNORECASE)
#: A value that is no word: a number, a bracket, a command, one letter with its subscript.
_VALUE = later(r"\s+(?:[\d(√\\$⌊⌈]|[A-Za-zΑ-ω](?![^\W\d_]))")
_AFTER_VALUE = later(r"(?:[\d)\]}!$⌋⌉]|(?<![^\W_])[A-Za-zΑ-ω]|(?<=_)[A-Za-z])\s*$")
#: "k parmi n", where nothing beside it says how far its two values reach.
_CHOSEN = (
    r"(?<![-+*/^×])(?<![-+*/^×] )(?P<few>[A-Za-z](?:_\w{1,3})?|\d+|\([^()]{1,40}\))\s+parmi\s+"
    r"(?P<all>[A-Za-z](?:_\w{1,3})?|\d+|\([^()]{1,40}\))(?!\s*[-+^_!({\\]|\w)"
)
#: Words that open a value.
_OPENING_VALUE = frozenset(
    "sqrt log ln wurzel quadratwurzel racine raíz raiz hälfte moitié mitad metade min max factorielle".split()
)
_NEXT_WORD = later(r"\s+([^\W\d_]+)")
_LAST_WORD = later(r"(?:%|([^\W\d_]{3,}))\s*$")
_HAVE_PARTS = frozenset("half third quarter maps percent".split())
_ENDS = later(r"\s*(?:[.,;)]|$)")
_MAY_JOIN = later(r"\s+[\w(\\$]")
_OF = frozenset("de do da du del des".split())
_WORD_FOLLOWS = later(r"\s+[^\W\d_]{3,}")


_PHRASE = "|".join(f"(?P<p{index}>{pattern})" for index, (pattern, _) in enumerate(PHRASES))
_PIECES = later(rf"(?<![\w\\'])(?:{_CHOSEN}|{_PHRASE}|(?P<word>[^\W\d_]+))(?![^\W\d_])", re.IGNORECASE)
_UNREAD = later(UNREAD)


def in_english(characters: Characters, symbols: Sequence[str]) -> Characters:
    """Return the characters with foreign operators, relations, reasons, numbers and negations in English.

    Raises ReadError for a foreign number in words that is not read.
    """
    text = characters.text
    if " " not in text and text.isascii():
        return characters
    said = set(unicodedata.normalize("NFC", text.translate(_TO_SPACES).lower()).split())
    known = any(len(word) > 1 or not word.isascii() for word in said & _KNOWN)  # an o alone is the letter
    if not known and not any(map(_is_unread, said)) and not any(short in text for short in _SHORTENED):
        return characters
    names = vocabulary(tuple(symbols))
    languages = {name for name in LANGUAGES if not MARKERS[name].isdisjoint(said)}
    try:
        return characters.rewritten(_edits(text, names, languages))
    except ReadError as error:
        raise ReadError(str(error), characters.column(error.column or 0)) from None


def _is_unread(word: str) -> bool:
    return len(word) > 4 and _UNREAD.fullmatch(word) is not None


def _edits(text: str, names: Vocabulary, languages: set[str]) -> Iterator[tuple[int, int, str]]:
    if "fr" in languages and "'" in text:
        text = _ELIDED.sub(lambda m: m[0][:-1].replace(m[0][:-1], "\x00" * len(m[0])), text)
        yield from ((i, i + 1, " ") for i, char in enumerate(text) if char == "\x00")
        text = text.replace("\x00", " ")
    for match in _PIECES.finditer(text):
        if match["word"] is None:
            assert match.lastgroup is not None
            if match["few"] is not None:
                yield match.start(), match.end(), f"\\binom{{{match['all']}}}{{{match['few']}}}"
                continue
            new = PHRASES[int(match.lastgroup[1:])][1]
        else:
            word = unicodedata.normalize("NFC", match[0])
            if _is_unread(word.lower()) and not _spelled(word, names):
                raise ReadError(f'"{match[0]}" is not read here; write the number in digits', match.start())
            found = _translated(word.lower(), text, match.span(), languages)
            if found is None or _spelled(word, names) or _is_caps(word):
                continue
            new = found
        yield match.start(), match.end(), new


def _is_caps(word: str) -> bool:
    """Whether a word is an abbreviation in capitals, as SI and DOS are."""
    return 1 < len(word) < 4 and word.isupper()


def _spelled(word: str, names: Vocabulary) -> bool:
    """Whether declared symbols spell the word; in another case they do only for a short one."""
    cut = names.cut(word) if word.isascii() else None
    if cut is None or (len(word) > 2 and any(kind != "sym" for kind, _ in cut.pieces)):  # "nem" is not n·e·m
        return False
    return not cut.other_case or 1 < len(word) < 4


def _translated(word: str, text: str, span: tuple[int, int], languages: set[str]) -> str | None:
    """What the word is in English; None where it stays."""
    start, end = span
    if word in TIMES:
        return "×" if _value_follows(text, end) else "repeated"
    if word in OPERANDS:
        between = _AFTER_VALUE.search(text[max(0, start - 12) : start]) is not None
        language, sign, other = OPERANDS[word]
        if language and language not in languages:
            return other
        return sign if between and _value_follows(text, end) else other
    if word == "por":
        return "by" if _value_follows(text, end) else "per" if _WORD_FOLLOWS.match(text, end) else None
    if len(word) == 1 and not (_MAY_JOIN.match(text, end) and text[:start].strip()):
        return _small_word(word, text, span, languages)
    if word == "dos" and "pt" in languages and _WORD_FOLLOWS.match(text, end):
        return "of"
    if word in CLEAR:
        return CLEAR[word]
    after_value = _AFTER_VALUE.search(text[max(0, start - 12) : start]) is not None
    if (word in EVEN_BEHIND and after_value and _ENDS.match(text, end)) or (
        word in EVEN_BEFORE and _VALUE.match(text, end)
    ):
        return "even"
    for language in LANGUAGES:
        if language in languages and word in SHORT[language] and (after_value or word not in ("o", "u")):
            return SHORT[language][word]
    return _small_word(word, text, span, languages)


def _small_word(word: str, text: str, span: tuple[int, int], languages: set[str]) -> str | None:
    """An article or a preposition: only where a word stands behind it, or "of" before a value."""
    start, end = span
    following = _NEXT_WORD.match(text, end)
    if following and len(following[1]) > 2 and (languages or following[1].lower() in CLEAR):
        if word in ARTICLES:
            return "the"
        if word in _OF:
            return "of"
        if word in PREPOSITIONS:
            return "in"
    if word in ("de", "von") and _VALUE.match(text, end):
        before = _LAST_WORD.search(text[max(0, start - 16) : start])
        has_parts = before is not None and (before[0][0] == "%" or _english(before[1].lower()) in _HAVE_PARTS)
        return "of" if has_parts else None
    return "each" if word == "je" and "de" in languages else None


def _value_follows(text: str, end: int) -> bool:
    if _VALUE.match(text, end):
        return True
    word = _NEXT_WORD.match(text, end)
    if word is not None and word[1].lower() in ARTICLES:
        word = _NEXT_WORD.match(text, word.end())
    return word is not None and (word[1].lower() in _NUMBERS or word[1].lower() in _OPENING_VALUE)


_NUMBERS = frozenset(
    word
    for word, english in {**CLEAR, **{w: e for each in SHORT.values() for w, e in each.items()}}.items()
    if english in "one two three four five six seven eight nine ten eleven twelve twenty hundred thousand".split()
)


def _english(word: str) -> str:
    return CLEAR.get(word) or next((each[word] for each in SHORT.values() if word in each), "")
