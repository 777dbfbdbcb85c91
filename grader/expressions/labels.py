"""What stands around a formula in its line: labels before it, words, relations that part it from the next."""

from __future__ import annotations

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.brackets import split, step
from grader.expressions.foreign_words import OPENERS as FOREIGN_OPENERS
from grader.expressions.tokens import VALUES, Token, has_value, joined

EQUALS = frozenset({"=", "≈"})
#: Members of one chain, labels included.
MAX_SEGMENTS = 24
_CONCLUSIONS = words.CONCLUSIONS | {"⇒"}
_SPLITTING = _CONCLUSIONS | {";", "⇒"}
INEQUALITIES = frozenset({"≤", "≥", "≠", "<", ">", "→"})
RELATIONS = EQUALS | INEQUALITIES
_PARTING = RELATIONS | {":", ";", "⇒"}
_VERBS = frozenset("is are equals equal gives give becomes requires needs has uses costs takes will".split())
#: What stands between a formula and the definition of an abbreviation or a conclusion.
_BETWEEN = frozenset((",", ";", ".", ":", "(", "where", "with", "and", "for", "here", "let", "using"))
_IN_LABELS = frozenset({"(", ")", ",", "/", "over", "of", "per", "by", "and", "_", "{", "}", "'", "[", "]", "-", "|"})

_CALLED = (("(", ")"), ("[", "]"))

#: A member of a chain: the relation before it ("" for the first) and its tokens.
Segment = tuple[str, list[Token]]


def segments_of(tokens: list[Token]) -> list[Segment]:
    """Split at relations outside brackets: (relation before it, tokens)."""
    if not any(token[0] == "op" and token[1] in RELATIONS for token in tokens):
        return [("", tokens)]
    segments: list[Segment] = [("", [])]
    depth = 0
    for token in tokens:
        depth += step(token)
        if token[0] == "op" and depth <= 0:
            if token[1] in INEQUALITIES:
                raise ReadError(f"the relation {token[1]} stands here; one value is wanted", token[2])
            if token[1] in EQUALS:
                segments.append((token[1], []))
                continue
        segments[-1][1].append(token)
    if len(segments) > MAX_SEGMENTS:
        raise ReadError(f"more than {MAX_SEGMENTS} members stand in this chain; give the last steps only", tokens[0][2])
    if not segments[0][1]:
        segments = segments[1:]
    return segments or [("", [])]


def without_labels(
    segments: list[Segment], aside: list[str], *, continues: bool, bare_numbers: bool
) -> tuple[str, list[Segment]]:
    """Set labels aside: what stands before `:`, a verb or the first relation and is not itself a formula here.

    Returns the label and the segments left. `continues`: the line goes on with a chain, so its first member is no
    label. `bare_numbers`: no symbol is declared, so a formula in letters is a label as well (`N^2 = 614656`).
    """
    label = ""
    relation, first = segments[0]
    colon = next((i for i, token in enumerate(first) if token[0] == "op" and token[1] == ":"), None)
    if colon is not None and _is_heading(first[:colon]):
        label = joined(first[:colon])
        _set_aside(first[:colon], aside)
        first = first[colon + 1 :]
        segments = [(relation, first), *segments[1:]] if first or len(segments) == 1 else segments[1:]
    verb = next((i for i, token in enumerate(first) if token[0] == "word" and token[1].lower() in _VERBS), None)
    headed = verb is not None and (_is_heading(first[:verb]) or (bare_numbers and _is_sentence(first, verb)))
    if verb is not None and segments[0][1] is first and headed and first[verb + 1 :]:
        label = joined(first[:verb])
        _set_aside(first[: verb + 1], aside)
        segments = [(relation, first[verb + 1 :]), *segments[1:]]
    while len(segments) > 1 and not continues and _is_label(segments[0][1], bare_numbers):
        label = label or joined(segments[0][1])
        _set_aside(segments[0][1], aside)
        segments = segments[1:]
    while (
        len(segments) > 1
        and segments[-1][0] in EQUALS
        and segments[-1][1]
        and all(token[0] in ("word", "unk") for token in segments[-1][1])
    ):
        _set_aside(segments[-1][1], aside)
        segments = segments[:-1]
    return label, segments


def _set_aside(tokens: list[Token], aside: list[str]) -> None:
    """Raises ReadError for a word that changes what the formula beside it says."""
    is_called = len(tokens) > 3 and tokens[1][1] == "(" and tokens[-1][1] == ")"  # "P(at least one)"
    for kind, value, start, _ in () if is_called else tokens:
        low = str(value).lower()
        if kind == "word" and (low in words.POISON or low in words.CONDITIONS):
            raise ReadError(f'"{value}" makes the answer say something else; write one formula', start)
    if tokens:
        aside.append(joined(tokens))


def is_formula_alone(tokens: list[Token]) -> bool:
    """Whether a line holds values and operators only, so that nothing has to be set aside or split off."""
    for kind, value, _, _ in tokens:
        if kind == "op":
            if value in _PARTING:
                return False
        elif kind in ("word", "unk"):
            return False
    return True


def is_words_alone(tokens: list[Token]) -> bool:
    """Whether a line has words and nothing that could be a formula: "MACs per element."."""
    joining = (".", ",", ":", ";", "of", "per", "by", "and", "/", "over", "-")
    return tokens[0][0] == "word" and all(token[0] == "word" or token[1] in joining for token in tokens)


def without_poison(tokens: list[Token]) -> str:
    """Return words as text; raises ReadError for one that changes what the formula beside them says."""
    _set_aside(tokens, [])
    return joined(tokens)


def unread(tokens: list[Token], *, first: bool = False) -> str:
    """Return what could not be read, and is not what counts, as text.

    Raises ReadError for a word that changes what the formula behind it says, or that offers another; and for the
    `first` member of a chain where it is computed from the quantity that was asked for, as in `MACs/N = N^2`.
    """
    if first and not _leads_on(tokens):
        raise ReadError("something is computed from what was asked for; write the formula alone", tokens[0][2])
    _set_aside(tokens, [])
    if (other := next((token for token in tokens if token[1] == "or"), None)) is not None:
        raise ReadError("two answers stand here; one is wanted", other[2])
    return joined(tokens)


def _leads_on(tokens: list[Token]) -> bool:
    """Whether a member is where a calculation starts: no name in it, a sum of two names' parts, or a derivative."""
    if _has_letter_x(tokens):
        return False
    if not _names_something(tokens) or tokens[0][1] in ("d", "∂"):
        return True
    parts = split(tokens, frozenset({"+", "-"}))
    return len(parts) > 1 and all(map(_names_something, parts))


def _has_letter_x(tokens: list[Token]) -> bool:
    """Whether a cross that stands between no two numbers is a letter, as in "2x = N" and "x/2 + 1 = N"."""
    if not all(token[0] == "num" or token[1] in ("×", "*", "/", "+", "-") for token in tokens):
        return False
    padded = ["", *(token[0] for token in tokens), ""]
    return any(token[1] == "×" and padded[at : at + 3 : 2] != ["num", "num"] for at, token in enumerate(tokens))


def _is_heading(tokens: list[Token]) -> bool:
    """Whether what stands before a colon names the formula behind it; a formula before a colon is a ratio."""
    return bool(tokens) and tokens[0][0] in ("word", "unk") and all(map(_in_label, tokens))


def _is_sentence(tokens: list[Token], verb: int) -> bool:
    """Whether one verb parts words and the numbers that are given from the one that is asked for."""
    verbs = sum(token[0] == "word" and token[1].lower() in _VERBS for token in tokens)
    return verbs == 1 and tokens[0][0] == "word" and has_value(tokens[:verb]) and has_value(tokens[verb + 1 :])


def _names_something(tokens: list[Token]) -> bool:
    return any(token[0] in ("word", "unk") for token in tokens)


def _is_label(tokens: list[Token], bare_numbers: bool) -> bool:
    """Whether a leading member of a chain only names what follows: words, an unknown name, f(x), dy/dx, x."""
    if not tokens or (len(tokens) == 1 and tokens[0][1] == "×"):  # the letter x
        return True
    if not bare_numbers and _is_of_another(tokens):
        return False
    if len(tokens) > 5 and tokens[1][1] == "(" and tokens[-1][1] == ")" and any(token[1] == "=" for token in tokens):
        return tokens[0][0] != "fn"  # P(X = k), whatever is declared
    if len(tokens) > 3 and tokens[1][1] == "(" and tokens[-1][1] == ")" and tokens[2][0] == "word":
        return all(token[0] in ("word", "num") for token in tokens[2:-1])  # P(at least one), whatever is declared
    called = len(tokens) > 3 and tokens[0][0] in ("unk", "word") and (tokens[1][1], tokens[-1][1]) in _CALLED
    if called and sum(token[1] == tokens[1][1] for token in tokens) == 1:  # P(X = k), T(n), E[X^2]
        return True
    if not _names_something(tokens) or _has_comma(tokens) or tokens[0][0] in VALUES:
        return False
    if tokens[0][0] in ("word", "unk") and all(
        token[0] == "num" or token[1] in ("^", "{", "}") for token in tokens[1:]
    ):
        return True
    if all(map(_in_label, tokens)):
        return True
    if bare_numbers:
        return any(token[0] == "unk" for token in tokens) or all(token[0] != "num" for token in tokens)
    return not has_value(tokens)


def _is_of_another(tokens: list[Token]) -> bool:
    """Whether a name stands for something computed from the quantity: `MACs^2`, `sqrt(MACs)`, `-MACs`, `T(N + 1)`."""
    called = len(tokens) > 3 and tokens[1][1] == "(" and tokens[-1][1] == ")"
    inside = [str(token[1]) for token in tokens[2:-1]] if called else []
    holds_symbol = any(token[0] == "sym" for token in tokens[2:-1]) if called else False
    if holds_symbol and "=" not in inside and any(value in "+-*/^" or value.isdigit() for value in inside):
        return True
    if tokens[0][1] in ("sqrt", "√") and tokens[0][0] == "op":
        return True
    if tokens[0][0] == "fn" and len(tokens) > 1 and tokens[0][1] not in ("min", "max", "order"):
        return True
    bracketed = len(tokens) > 3 and tokens[0][0] == "unk" and (tokens[1][1], tokens[-1][1]) == ("[", "]")
    if bracketed and sum(token[1] == "[" for token in tokens) == 1 and not any(token[0] == "sym" for token in tokens):
        return False  # E[X^2] is a name
    for index, (_, value, _, _) in enumerate(tokens):
        beside = tokens[index + 1][0] if index + 1 < len(tokens) else ""
        if value == "^" and not _is_greek(tokens[0]):  # σ^2 is the name of a variance
            return _names_something(tokens)
        if value in ("/", "per", "over") and beside in ("sym", "num"):
            return _names_something(tokens)
    return bool(tokens[0][1] == "-")


def _is_greek(token: Token) -> bool:
    return token[0] == "unk" and (token[1].startswith("\\") or not token[1].isascii())


def _has_comma(tokens: list[Token]) -> bool:
    """Whether a comma outside brackets parts two things, as in "m = N_o, n = …"."""
    return len(split(tokens, frozenset({","}))) > 1


def _in_label(token: Token) -> bool:
    return token[0] in ("word", "unk", "sym", "fn") or (token[0] == "op" and token[1] in _IN_LABELS)


def statements_of(tokens: list[Token], defined: frozenset[str]) -> list[list[Token]]:
    """Split a line where a conclusion with a formula of its own begins, and where an abbreviation is defined."""
    if not defined and not any(token[1] in _SPLITTING for token in tokens):
        return [tokens]
    parts: list[list[Token]] = [[]]
    for index, token in enumerate(tokens):
        defines = token[0] == "sym" and token[1] in defined and index + 1 < len(tokens) and tokens[index + 1][1] == "="
        defines = defines and not (index and str(tokens[index - 1][1]).lower() in _CONCLUSIONS)
        sentence = has_value(parts[-1]) or sum(said[0] == "word" for said in parts[-1]) > 3
        concludes = token[1] in _CONCLUSIONS and has_value(tokens[index + 1 :]) and sentence
        begins = token[1] == ";" and has_value(parts[-1]) and any(later[1] == "=" for later in tokens[index:])
        parted = str(token[1]).lower() in (",", ".", ":", "then") and has_value(tokens[index + 1 :])
        if begins or (parted and _only_defines(parts, defined)):
            parts.append([])
        elif (defines or concludes) and parts[-1]:
            while parts[-1] and str(parts[-1][-1][1]).lower() in _BETWEEN:
                parts[-1].pop()
            parts.append([token] if defines else [])
        elif token[1] != "⇒":
            parts[-1].append(token)
    return [part for part in parts if part]


def _only_defines(parts: list[list[Token]], defined: frozenset[str]) -> bool:
    """Whether all that stands before, brackets closed, defines abbreviations: "With q = 1 - p, n p q"."""
    said = [part for part in parts if part]
    return (
        bool(defined)
        and all(len(part) > 2 and part[0][1] in defined and part[1][1] == "=" for part in said)
        and sum(step(token) for token in parts[-1]) == 0
    )


def without_opening_words(tokens: list[Token], aside: list[str]) -> list[Token]:
    """Set words before the formula aside ("so the number of MACs is …").

    Raises ReadError for a word that changes the formula, or that may be meant as a part of it ("ceil N/T").
    """
    if not tokens or tokens[0][0] != "word":
        return tokens
    start = 0
    while start < len(tokens) and (tokens[start][0] == "word" or _joins_words(tokens, start)):
        _, value, column, _ = tokens[start]
        if str(value).lower() in words.POISON:
            raise ReadError(f'"{value}" makes the answer say something else; write one formula', column)
        start += 1
    beside = next((token for token in reversed(tokens[:start]) if token[0] == "word"), None)
    if beside is not None and start < len(tokens) and not _may_open(beside, tokens[start - 1]):
        raise ReadError(
            f'"{beside[1]}" stands before the formula and may be part of it; write the formula alone', beside[2]
        )
    aside.append(joined(tokens[:start]))
    return tokens[start:]


def _may_open(word: Token, last: Token) -> bool:
    """Whether the formula may follow: an allowed word, or any word with a comma or colon behind it."""
    low = word[1].lower()
    return last[1] in (",", ":") or low in words.OPENERS or low in words.UNITS or low in FOREIGN_OPENERS


def _joins_words(tokens: list[Token], index: int) -> bool:
    """Whether the operator here stands between words, as "of" does in "number of MACs"."""
    kind, value, _, _ = tokens[index]
    if kind != "op" or index + 1 >= len(tokens):
        return False
    return value in (",", ":", "of", "per") or (value in ("by", "and") and tokens[index + 1][0] == "word")
