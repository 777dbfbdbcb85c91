"""Dimensions in prose: the words between them, the names before them, the explanation behind them."""

from __future__ import annotations

from grader.errors import ReadError
from grader.expressions import words
from grader.expressions.brackets import CLOSING, GROUPING, split, step
from grader.expressions.tokens import VALUES, Token, has_value, joined

TIMES = frozenset({"×", "by"})
COMMAS = frozenset({",", ";"})
_BETWEEN = frozenset({"of", "and", ",", ";", "per", ":"})
_GOING_ON = CLOSING | {"+", "-", "*", "/", "over", "^"}
#: Words that may stand between two dimensions: what is counted, and how it is laid out.
_LINKING = (
    (words.UNITS | words.OPENERS)
    - {"about", "approximately", "approx", "roughly", "around", "circa", "from", "then", "at", "arithmetic", "total"}
) | frozenset(
    (
        "each every with having maps planes plane pictures picture wide high tall long deep large spatial resolution "
        "dimensional dim dims d one single grid grids window windows kernels kernel slices slice batch batches tensors "
        "matrices vectors arrays array heads tokens sequence embedding hidden units neurons consisting made up x y"
    ).split()
)
#: What opens an explanation behind the dimensions, and what names a setting of the layer in one.
_EXPLAINING = words.CONCLUSIONS | {"where", "if", "when", "which", "that", "assuming"}
#: Words behind dimensions that change them.
_CHANGING = frozenset(
    (
        "halve halves halved halving half divide divided minus plus replaced becomes become doubled cropped dropped "
        "removed stacked swapped reversed prepended appended them these those"
    ).split()
)
_SETTINGS = frozenset(("stride", "strides", "padding", "pad", "step", "pooling", "dilation", "subsampling"))


def unexplained(tokens: list[Token], aside: list[str]) -> list[Token]:
    """Set an explanation behind the dimensions aside: "because …", "with stride 2", "(stride 2)", ", one per map".

    Raises ReadError for a word in it that changes what stands before it.
    """
    depth = run = 0  # `run`: where the words began that stand here
    for index, (kind, value, _, _) in enumerate(tokens):
        depth += step(tokens[index])
        run = run if kind == "word" or value in ("of", ",", "-", "and") else index + 1
        if not index or depth > (value == "("):
            continue
        if kind == "word" and _explains(str(value).lower()):
            return _cut(tokens, min(run, index), aside)
        if value == "(" and _words_alone_in_bracket(tokens, index):
            return _cut(tokens, index, aside)
        if kind == "num" and value == 1 and tokens[index - 1][1] == "," and _words_follow(tokens, index):
            return _cut(tokens, index - 1, aside)
    return tokens


def _explains(word: str) -> bool:
    return word in words.REASONS or word in _EXPLAINING or word in _SETTINGS


def _cut(tokens: list[Token], at: int, aside: list[str]) -> list[Token]:
    if at == 0:
        return tokens
    _refuse_dimensions_in(tokens[at:])
    said = [str(token[1]).lower() for token in tokens[at:]]
    if said[0] in ("if", "when") and not {"not", "otherwise", "else"}.isdisjoint(said):
        raise ReadError("the dimensions depend on something; give those that are asked for", tokens[at][2])
    for kind, value, start, _ in tokens[at:]:
        low = str(value).lower()
        if low == "or" or (kind == "word" and words.changes_meaning(low)):
            raise ReadError(f'"{value}" makes the answer say something else; give the dimensions', start)
    aside.append(joined(tokens[at:]))
    return tokens[:at]


def _refuse_dimensions_in(explanation: list[Token]) -> None:
    """Raises ReadError for an explanation that gives dimensions of its own, or changes the ones before it."""
    reason = any(str(token[1]).lower() in words.REASONS for token in explanation[:2])
    concludes = False
    for index, (kind, value, start, _) in enumerate(explanation):
        low = str(value).lower()
        concludes = concludes or low in words.CONCLUSIONS
        before, behind = explanation[max(0, index - 1)], explanation[min(index + 1, len(explanation) - 1)]
        computed = value in (*TIMES, "*", "/", "over", "-", "+") and before[0] in VALUES and behind[0] in VALUES
        halves = kind == "num" and not isinstance(value, int) and explanation[index][3] - start == len("halves")
        changes = halves or low in _CHANGING or (kind == "op" and value in ("-", "over"))
        if (concludes and kind in VALUES) or (not reason and (computed or changes)):
            raise ReadError("more than the dimensions stands here; give them alone, parted by ×", start)
    if not reason and sum(token[0] in VALUES for token in explanation) > 2:
        raise ReadError("more than the dimensions stands here; give them alone, parted by ×", explanation[0][2])


def _words_follow(tokens: list[Token], index: int) -> bool:
    """Whether the 1 here counts something: ", one per map", ", one average for each map"."""
    return index + 2 < len(tokens) and (tokens[index + 1][0] == "word" or tokens[index + 1][1] == "per")


def _words_alone_in_bracket(tokens: list[Token], index: int) -> bool:
    """Whether the bracket opened here, the last thing that stands, holds a word and no ×: "(stride 2)"."""
    inside = tokens[index + 1 : -1]
    closes = tokens[-1][1] == ")" or (tokens[-1][1] == "." and tokens[-2][1] == ")")
    parted = has_value(inside) and any(token[1] in TIMES or token[1] == "," for token in inside)
    return closes and not parted and any(token[0] == "word" for token in inside)


def unlabelled(tokens: list[Token], aside: list[str]) -> list[Token]:
    """Take the names off "channels = N_o, rows = L_r, columns = L_c" and `Y[N_o][L_r][L_c]`."""
    if len(tokens) > 1 and tokens[0][0] == "unk" and tokens[1][1] == "[":
        aside.append(tokens[0][1])
        return tokens[1:]
    parts = split(tokens, COMMAS)
    named = [next((at for at, token in enumerate(part) if token[1] in ("=", ":")), 0) for part in parts]
    if len(parts) < 2 or not all(
        at and all(token[0] in ("word", "unk") for token in part[:at]) for at, part in zip(named, parts, strict=True)
    ):
        return tokens
    aside += [joined(part[:at]) for at, part in zip(named, parts, strict=True)]
    comma = next(token for token in tokens if token[1] in COMMAS)
    bare: list[Token] = []
    for at, part in zip(named, parts, strict=True):
        bare += [comma, *part[at + 1 :]] if bare else part[at + 1 :]
    return bare


def words_as_crosses(tokens: list[Token], aside: list[str]) -> list[Token]:
    """Read words between two operands as one more ×: "N_o maps, each L_r by L_c", "N_o channels of L_r rows and …".

    Raises ReadError for a word that changes what stands beside it.
    """
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        end = index
        while end < len(tokens) and (tokens[end][0] == "word" or tokens[end][1] in _BETWEEN):
            end += 1
        run = tokens[index:end]
        if (
            result
            and end < len(tokens)
            and any(token[0] == "word" for token in run)
            and tokens[end][1] not in _GOING_ON
        ):
            for kind, value, start, _ in run:
                if kind == "word" and value.lower() not in _LINKING:
                    raise ReadError(f'"{value}" stands between the dimensions; give them alone, parted by ×', start)
            aside.append(joined([token for token in run if token[0] == "word"]))
            if tokens[end][1] not in TIMES and result[-1][1] not in GROUPING:
                result.append(("op", "×", run[0][2], run[-1][3]))
        else:
            result.extend(run)
        if end < len(tokens):
            result.append(tokens[end])
        index = end + 1
    return result
