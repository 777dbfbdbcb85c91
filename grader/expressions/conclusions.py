"""Where prose states its result: behind "so", "in total", "Final answer:", behind "is" and "=", in the main clause.

What leads up to a result need not be readable, as long as it is a lead: no condition, no doubt, and no quantity that is
computed from the one asked for, as in "half of it is N".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from grader.expressions.patterns import later
from grader.expressions.vocabulary import FUNCTIONS

#: Longer answers are read strictly or not at all; the work stays bounded.
MAX_PROSE = 600
MAX_PLACES = 8

_CONCLUDES = later(
    r"(?:^|(?<=[\s,.;:($]))(?:so|hence|thus|therefore|consequently|altogether|together|all\s+in\s+all|overall"
    r"|in\s+(?:total|all|sum)|that(?:'s|\s+is)|i\.\s?e\.|in\s+other\s+words|it\s+follows(?:\s+that)?|finally|correct(?:ion|ed)"
    r"|(?:final\s+|my\s+|the\s+)?(?:answer|result|solution)(?:\s+is)?|(?:i|we|you)\s+(?:get|obtain|find|have)"
    r"|by\s+a\s+factor\s+of|⇒|=>|⟹|→|->|∴|\\(?:Rightarrow|Longrightarrow|implies|therefore)(?![A-Za-z]))(?=[\s:,=~$*\\])"
    r"|\b(?:makes?|adds?\s+up\s+to|sums?\s+(?:up\s+)?to|comes?\s+to|added\s+up:?)(?=\s)|:(?=\s*\$?\s*(?:\\sim|\\propto|∼|∝|~))",
    re.IGNORECASE,
)
_STATES = later(
    r"(?<=\s)(?:is|are|equals?|gives?|giving|becomes|yields?|needs?|takes?|requires?|costs?|uses?|have"
    r"|has(?:\s+probability)?|probability(?:\s+of)?|:)(?=\s)|(?<=\w):(?=\s)",
    re.IGNORECASE,
)
_LEADS_ON = later(
    r"\W*(?:since|as|because|with|for|given|by|from|after|at|in|when|(?!doubling|halving|squaring|tripling)[a-z]{3,}ing)\b",
    re.IGNORECASE,
)
_PARTS = later(r"[.;:,]\s|\n(?!\s*[=≈])")
#: Words by which what follows holds only at times, or not at all.
_IN_DOUBT = later(
    r"\b(?:if|unless|otherwise|else|either|except|maybe|perhaps|possibly|probably|guess\w*|unsure|might|would|could"
    r"|wrong|incorrect|false|mistake\w*|suppose\w*|neither|nor|versus|vs|depend\w*|impossible|undefined|naively)\b"
    r"|\b(?:not|n't|never)\s+(?:\w+\s+)?(?:sure|think|believe|mean|say|imply|follow|true|the\s+case)\b|\?"
    r"|\b(?:example|instance|e\.\s?g|check\w*|verif\w*|test\w*)\b"
    r"|\b(?:for|when|with|where|given|assuming)\s+(?:\w+\s+){0,2}(?:odd|even|large|small)\b"
    r"|(?<![A-Za-z])[A-Za-z]\w?\s+(?:is\s+)?(?:odd|even)\b|\b(?:for|when|given|assuming)\b[^.,;:]*[<>≤≥≠]",
    re.IGNORECASE,
)
#: Words right before "is" or "the answer" by which it is another quantity, or none: "half of the answer is".
_TURNED = later(
    r"(?:\bn't|\b(?:not|never|no|of|than|from|exceeds?|below|above|under|over)(?:\s+(?:the|this|that|my|our|your))?)\W*$",
    re.IGNORECASE,
)
#: Words by which a subject is another quantity than the one asked for: "half of it is …".
_OF_ANOTHER = later(
    r"\b(?:hal(?:f|ves)|twice|doubles?|triples?|thrice|third|quarter|squared?|cubed?|roots?|log\w*|reciprocal|inverse"
    r"|plus|minus|times|divided|multiplied|not|never|cannot|without|instead|opposite|complement|negative|than|fewer"
    r"|lambda|less|more|larger|smaller|bounds?|limit|rest|remaining|others?|percent\w*|error)\b|n't\b",
    re.IGNORECASE,
)
_ARITHMETIC = later(r"[-+*/^<>≤≥·×%!]|\\(?:cdot|times|frac|sqrt)|\d\s*[A-Za-z](?![a-z])")
#: A heading may hold formulas of its own, but none of a name: "MACs/N per output: …".
_OF_A_NAME = later(r"[A-Za-z]{3,}\s*[-+*/^]|[-+*/^]\s*[A-Za-z]{3,}")
#: What adds to the lead: "Because there are N^2 weights, also N".
_GOES_ON = later(
    r"(?:also|and|plus|minus|times|then|additionally|further\w*|another|or|as\s+well|over|by)\b", re.IGNORECASE
)
_BEHIND = later(r"^[\s,~=]*(?::\s*(?:\*\*)?)?[\s,~=]*")
_CALCULATES = later(
    r".*(?:\.\.\.|…|\\[lc]?dots)|[\s$&]*(?:\\(?:int|iint|lim|nabla|partial|d?frac\s*\{\s*(?:\\partial|d\b|\\mathrm\s*\{?d))|∫|∇|∂|lim\b|d/d[a-z]\b)"
)
_NAME = later(
    r"[\s$&]*\|[^|=+*/^]*[∪∩∖][^|=+*/^]*\|\s*|[\s$&]*(?:(?:so|then|the|a|an|number|of|total|our|\\text\s*\{[^{}]*\})\s+)*"
    r"(?:\\(?:mathrm|text|operatorname|hat|bar|mathbb|mathbf|mathcal)\s*\{[^{}+*/^=]*\}|\\?[A-Za-z]+)[*']?"
    r"(?:_(?:\{[^{}]*\}|\w+))?\s*(?:\\left\s*)?(?:[(\[](?:[^()\[\]+*/^{}]|\\[a-z]+\s*\{[^{}+*/^=]*\})*[)\]])?\s*"
)
_EQUALITY = later(
    r"(?<![<>!:=])=(?![=>])|(?:\\in(?![A-Za-z])|∈)(?=\s*(?:\\!|\s)*(?:O|Θ|Ω|\\Theta|\\mathcal|\\Omega))|≡"
)


def conclusions(text: str, symbols: frozenset[str], *, sized: bool) -> Iterator[tuple[str, str]]:
    """Yield (what leads to it, a stated result to the end of the text), the last one first and the whole text at last.

    `symbols`: those of the reference; an equality that begins with one of them is not its name. `sized`: dimensions are
    wanted, so the sign in "A*B is n × m" computes nothing with them.
    """
    if len(text) > MAX_PROSE or not text.strip():
        return
    places = {match.end(): match.start() for match in _CONCLUDES.finditer(text)}
    for match in _STATES.finditer(text):
        if ":" in match[0] and text.count(":") > 1:
            continue  # a value stands behind each of several headings
        if match.end() not in places and _names_the_answer(
            _clause(text[: match.start()]), sized, heads=":" in match[0]
        ):
            places[match.end()] = match.start()
    if _LEADS_ON.match(text):
        places |= {match.end(): match.start() for match in _PARTS.finditer(text) if match[0] == ", "}
    if sized and "@" in text and (equality := text.rfind("=")) > 0:  # of matrices' shapes: "(M, K) @ (K, N) = (M, N)"
        places[equality + 1] = equality
    if (behind := _behind_a_name(text, symbols)) is not None:
        places[behind] = behind
    for place in sorted(places, reverse=True)[:MAX_PLACES]:
        result = _BEHIND.sub("", text[place:], count=1)
        before = text[: len(text) - len(result)]
        doubtful = _IN_DOUBT.search(before) or _TURNED.search(text[: places[place]]) or _GOES_ON.match(result)
        if result.strip() and not doubtful:
            yield before.strip(), result
    yield "", text


def _clause(head: str) -> str:
    """The last clause of what leads to a verb."""
    start = max((match.end() for match in _PARTS.finditer(head)), default=0)
    return head[start:]


def _names_the_answer(subject: str, sized: bool, heads: bool) -> bool:
    """Whether words name a quantity, or a way to it ("Unrolling …"), and none that is computed from another."""
    if _OF_ANOTHER.search(subject) or not re.search(r"[A-Za-z]{2,}", subject):
        return False
    if heads and len(re.findall(r"[^\W\d_]{2,}", subject)) > 1 and not _OF_A_NAME.search(subject):
        return True
    return sized or _LEADS_ON.match(subject) is not None or not _ARITHMETIC.search(subject)


def _behind_a_name(text: str, symbols: frozenset[str]) -> int | None:
    """Where the last member of the last chain begins, `P(X = k) = … = 1/2`; None where it begins with no name."""
    signs = [match for match in _EQUALITY.finditer(text) if _depth(text[: match.start()]) == 0]
    if not signs:
        return None
    first = signs[-1]
    for sign in reversed(signs[:-1]):
        part = _PARTS.search(text, sign.end())
        if part is not None and part.start() < first.start():
            break
        first = sign
    member = _clause(text[: first.start()])
    name = _NAME.fullmatch(member)
    called = member.partition("(")[0].strip("$ \\")
    if name is not None and called not in symbols | set(FUNCTIONS) and not _OF_ANOTHER.search(member):
        return signs[-1].end()
    return signs[-1].end() if _CALCULATES.match(member) else None


def _depth(text: str) -> int:
    return sum(text.count(opening) for opening in "([{") - sum(text.count(closing) for closing in ")]}")
