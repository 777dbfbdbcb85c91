"""The words that people put into and around a formula, sorted by what a reader must do with each.

Operator words are part of the mathematics ("N squared", "twice N", "a quarter"). Poison words change what the formula
says in a way that a formula cannot carry ("not", "if", "or"); an answer with one is never quietly read without it.
Opening words start an explanation that runs to the end. Everything else around an answer is set aside and reported.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from grader.expressions.number_words import NUMBER_WORDS
from grader.expressions.patterns import later

#: Phrases that stand for an operator token, longest first (tried at the start of a word, in any case).
_PHRASES: dict[str, str] = {
    r"all\s+(?:over|divided\s+by)": "all_over",
    r"divided\s+by": "over",
    r"multiplied\s+(?:by|with)": "*",
    r"integer[\s-]division\s+by": "//",
    r"(?:the\s+)?square[\s-]root\s+of": "sqrt_of",
    r"(?:the\s+)?cube[\s-]root\s+of": "cbrt_of",
    r"(?:the\s+)?square\s+of": "square_of",
    r"(?:the\s+)?cube\s+of": "cube_of",
    r"(?:the\s+)?(?:natural\s+)?log(?:arithm)?\s+of": "ln_of",
    r"(?:the\s+)?(?:binary\s+log(?:arithm)?|log(?:arithm)?\s+base\s+2)\s+of": "log2_of",
    r"log(?:arithm)?\s+base": "log_base",
    r"(?:the\s+)?product\s+of": "product_of",
    r"(?:the\s+)?sum\s+of": "sum_of",
    r"(?:the\s+)?(?:ceiling|ceil)\s+of": "ceil_of",
    r"(?:the\s+)?floor\s+of": "floor_of",
    r"(?:the\s+)?reciprocal\s+of": "reciprocal_of",
    r"(?:the\s+)?absolute\s+value\s+of": "abs_of",
    r"(?:the\s+)?factorial\s+of": "fact_of",
    r"(?:the\s+)?(?:maximum|max|larger(?:\s+one)?|greater|largest|bigger)\s+of": "max_of",
    r"(?:the\s+)?(?:minimum|min|smaller(?:\s+one)?|lesser|smallest)\s+of": "min_of",
    r"(?:the\s+)?binomial\s+coefficient(?:\s+of)?": "binomial_coefficient",
    r"less\s+than|fewer\s+than|smaller\s+than": "less_than",
    r"more\s+than|greater\s+than|larger\s+than": "more_than",
    r"times\s+(?:fewer|less|smaller|lower)": "times_fewer",
    r"(?:the\s+)?(?:integer|integral|whole)\s+part\s+of": "floor_of",
    r"(?:the\s+)?(?:integer|integral)\s+part(?:\s+only)?": "rounded_down",
    r"(?:the\s+)?(?:ratio|quotient)\s+of(?=\s+[A-Za-z](?:_\w+)?\s+(?:to|and)\s+[A-Za-z](?:_\w+)?(?!\w))": "ratio_of",
    r"(?:the\s+)?remainder\s+(?:of|when)": "remainder_of",
    r"(?:the\s+)?(?:multiplicative\s+)?inverse[\s-]square\s+of": "inverse_square_of",
    r"(?:the\s+)?inverse[\s-]cube\s+of": "inverse_cube_of",
    r"rounded\s+up(?:wards)?(?:\s+to\s+(?:an?|the\s+(?:next|nearest))\s+(?:integer|whole\s+number))?": "rounded_up",
    r"rounded\s+down(?:wards)?(?:\s+to\s+(?:an?|the\s+(?:next|nearest))\s+(?:integer|whole\s+number))?": "rounded_down",
    r"(?:raised\s+)?to\s+the\s+(?:second|2nd)(?:\s+power)?": "squared",
    r"(?:raised\s+)?to\s+the\s+(?:third|3rd)(?:\s+power)?": "cubed",
    r"(?:raised\s+)?to\s+the\s+(?:fourth|4th)(?:\s+power)?": "fourth",
    r"(?:raised\s+)?to\s+the\s+(?:fifth|5th)(?:\s+power)?": "fifth",
    r"(?:raised\s+)?to\s+the\s+(?:sixth|6th)(?:\s+power)?": "sixth",
    r"(?:is\s+|scales?\s+|grows?\s+)?inversely\s+proportional\s+(?:to|with)": "inverse_to",
    r"(?:is\s+|are\s+)?(?:directly\s+)?proportional\s+(?:to|with)": "proportional_to",
    r"(?:scales?|grows?)\s+(?:linearly\s+)?(?:as|with|like)": "proportional_to",
    r"(?:goes|varies|rises|increases)\s+(?:linearly\s+)?(?:as|like)": "proportional_to",
    r"prop\.\s+to": "proportional_to",
    r"(?:on\s+the\s+)?order\s+of": "proportional_to",
    r"(?:is\s+|grows\s+|scales\s+)?linear(?:ly)?\s+(?:in|with)": "proportional_to",
    r"(?:is\s+|grows\s+|scales\s+)?quadratic(?:ally)?\s+(?:in|with)": "quadratic_in",
    r"(?:is\s+|grows\s+|scales\s+)?cubic(?:ally)?\s+(?:in|with)": "cubic_in",
    r"(?:is\s+|grows\s+|scales\s+)?logarithmic(?:ally)?\s+(?:in|with)": "log_in",
    r"(?:raised\s+)?to\s+the\s+power(?:\s+of)?": "^",
    r"raised\s+to(?:\s+the)?": "^",
    r"to\s+the(?=\s+(?:minus(?![a-z])|-|\(|[A-Za-z](?![A-Za-z])))": "^",
    r"(?:that|which)\s+(?:is|gives|equals|makes|means)|i\.\s?e\.|namely|meaning|in\s+other\s+words": "=",
    r"equals|(?:is\s+)?equal\s+to": "=",
    r"out\s+of": "/",
    r"modulo": "mod",
    r"plus": "+",
    r"minus": "-",
    r"times(?!\s*[.,;:!]?\s*$)": "*",
    r"over": "over",
    r"mod": "mod",
    r"choose|ncr(?!\s*\()": "choose",
    r"squared": "squared",
    r"cubed": "cubed",
    r"factorial(?!\s*\()": "!",
    r"twice|double": "twice",
    r"thrice|triple": "thrice",
    r"quadruple": "fourfold",
    r"(?:per\s?cent|pct)(?:\s+of)?": "percent",
    r"by": "by",
    r"as\s+long\s+as": "as_long_as",
    r"or": "or",
    r"and": "and",
}


_PHRASE = later("|".join(f"(?P<p{i}>{p})(?![A-Za-z])" for i, p in enumerate(_PHRASES)), re.IGNORECASE)
_PHRASE_OPERATORS = tuple(_PHRASES.values())


def phrase_at(text: str, position: int) -> tuple[str, int] | None:
    """Return the operator that a phrase at `position` stands for and where the phrase ends, or None."""
    match = _PHRASE.match(text, position)
    if match is None or match.lastgroup is None:
        return None
    return _PHRASE_OPERATORS[int(match.lastgroup[1:])], match.end()


#: Words after which a formula no longer says what it seems to say.
POISON = frozenset(
    (
        "not no never if unless except either neither nor otherwise else instead without versus vs unequal "
        "different wrong impossible cannot undefined than fewer less more greater larger smaller bigger "
        "zillion gazillion bazillion jillion doubled tripled quadrupled halved inverse inverted reciprocal "
        "negative opposite least most almost nearly anti upto but however although though false incorrect "
        "twofold threefold tenfold hundredfold negated below under above maximum minimum upper lower bound "
        "bounded increased decreased reduced incremented multiplied wrongly excluding beyond exceeds "
        "exceeding hardly barely scarcely rarely sometimes doubt doubtful unsure possibly probably maybe "
        "perhaps opposed too few ranges between power powers kth nth past divided quartered cut split rounded "
        "exponential exponentially factorially inversely denominator exponent doubles halving decreases "
        "truncated rooted raised logarithm logged summed again repeated higher shy complement upside reversed flipped "
        "mistake mistakes mistaken misconception naive naively want wants wanted asked asks question sought "
        "transposed transpose subtracted deducted subtract subtracting"
    ).split()
)
#: Words that may stand right before a formula ("the answer is about N^2"); any other there may be part of it.
OPENERS = frozenset(
    (
        "the an so thus hence therefore and then that is are was it its we i get have has obtain find found "
        "need needs require requires take takes use uses cost costs answer solution result final value values "
        "total totals number numbers count amount size sizes work about approximately approx roughly around "
        "circa exactly precisely just simply only equal equals to be would should will must can think believe "
        "guess my our your this these those there here gives give giving with in for each every per at on as "
        "by from of all both means arithmetic intensity ratio compute computation formula expression "
        "complexity layer layers bias padding border filter filters image images feature features map maps "
        "channel channels dimension dimensions shape tensor matrix vector product same also again now let say "
        "write case general short words altogether overall because since a which what first next last finally "
        "step firstly still length depth height width runs run executes executed performs does makes contains "
        "holds loop computes probability chance average speedup latency throughput bandwidth batch "
        "approximatly approximatively appr circa ca like"
    ).split()
)


#: How a number is stored; "half precision" halves nothing here.
_FORMAT = later(
    r"\b(?:b?fp|bf|b?float|u?int)(?:8|16|32|64)\b|\b(?:half|single|double)(?=[\s-]+precision)", re.IGNORECASE
)
_APPROX = later(r"(?<![\\A-Za-z])(?:approx|aprox)(?:\.|(?![A-Za-z]))", re.IGNORECASE)
_TIMES_BETTER = later(r"\btimes(?=\s+(?:faster|better|quicker)\b)", re.IGNORECASE)
_CONTRACTED = later(r"\b(it|that|there|here|what|this)'s\b", re.IGNORECASE)


def in_plain_words(text: str) -> str:
    """The text without the 's of "it's", which is no declared s, and with a plain word for "fp16"; columns stay."""
    text = _CONTRACTED.sub(r"\1  ", text) if "'s" in text else text
    text = _TIMES_BETTER.sub("     ", text) if "times" in text else text
    text = _APPROX.sub(lambda m: "about".ljust(len(m[0])), text) if "prox" in text else text
    if "precision" not in text and not any(size in text for size in ("16", "32", "64", "8")):
        return text
    return _FORMAT.sub(lambda m: ("word" if len(m[0]) > 3 else "bit").ljust(len(m[0])), text)


_SCALE_LIKE = later(
    r"(?:kilo|mega|giga|tera|peta|zetta|yotta|milli|micro|nano|pico|femto|centi|deci|hecto|deca)(?!sion|mal|de)[a-z]*"
    r"|exa(?:b|f)[a-z]*"
    r"|(?:kibi|mebi|gibi|tebi)[a-z]*|[a-z]*(?:illions?|illiarden?|illionen|housandths?|undredths?|ionths?)|[a-z]*fold"
    r"|mrd|mln|bln|trn|mil|mill|tsd|tausend|prozent|promille|permille|lakhs?|crores?|hex|hexadecimal|octal|grand|gross|pairs?|dozens|ppm|ppb|[kmgtp]i?(?:b|bit|bits|byte|bytes)",
    re.IGNORECASE,
)


def is_scale_like(word: str) -> bool:
    """Whether a word is a scale or prefix that nothing here multiplies by; no number is read without it."""
    return _SCALE_LIKE.fullmatch(word) is not None


#: Functions that nothing here computes; a formula with one is not read as if it were a word.
UNKNOWN_FUNCTIONS = frozenset(
    (
        "sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan asin acos atan atan sign sgn round trace "
        "det rank dim lim gcd lcm arg erf gamma relu softmax sigmoid len print root inv inverse diag norm "
        "mean var std"
    ).split()
)
#: Poison that may stand inside an explanation ("because it is larger than …") without touching the formula before it.
EXPLAINING = frozenset(
    (
        "not no than fewer less more greater larger smaller bigger different without cannot never instead if between "
        "lower upper many"
    ).split()
)
#: In a reason, "because both are halved", these say nothing of the formula either.
REASONING = frozenset(
    (
        "halved doubles denominator divided cut split rounded truncated raised summed again repeated higher multiplied"
    ).split()
)


#: What a sentence behind the formula says where it goes on with it: "Add them.", "We need it with the pixels first."
_GOING_ON = frozenset(
    "need needs must should add adds multiply divide take double halve square then now also plus".split()
)
ANSWERS = frozenset(("answer", "result", "solution"))
_SAYING = frozenset(("is", "equals", "are", "=", "would", "should"))


def says_another(said: Sequence[str]) -> str:
    """The word by which what stands behind a formula, in lower case, states the answer or goes on with it; "" if none.

    "so the answer is log2 of this many", "…. Add them."
    """
    stop = next((index for index, word in enumerate(said) if word == "."), len(said))
    going_on = next((word for word in said[stop + 1 :] if word in _GOING_ON), "")
    for index, word in enumerate(said):
        if word in ANSWERS and not _SAYING.isdisjoint(said[index + 1 :]):
            return word
    return going_on


def changes_meaning(word: str, *, reason: bool = False) -> bool:
    """Whether a word, in lower case, says that a formula beside it is not what it seems, in explanations too."""
    return word in POISON and word not in EXPLAINING and not (reason and word in REASONING)


#: What opens a conclusion ("5 - 1 = 4, so 2 on each side").
CONCLUSIONS = frozenset({"so", "thus", "hence", "therefore"})
#: Words in an explanation that add to the formula before it, or multiply it: "N^2 for the weights, in total 3N".
ADDING = frozenset(
    (
        "total altogether overall also additionally giving gives give making makes including together along apart "
        "besides top plus twice double doubles doubled triple triples tripled thrice factor then finally sum sums"
    ).split()
)
#: Words that make a formula depend on something where they stand in a label or an explanation.
CONDITIONS = frozenset(
    (
        "even odd additional extra dividing multiply multiplying adding subtracting add subtract divide well "
        "subtracted deducted "
        "afterwards otherwise else if when"
    ).split()
)
#: Words that open a reason, in which formulas may stand; in other explanations they would be a second answer.
REASONS = frozenset("because since due as reason".split())
#: Words that open an explanation; what follows is set aside to the end of the line.
OPENING = frozenset(
    (
        "because since as where with for when assuming given so thus hence therefore which that due using via "
        "after before from counting including while whenever here note i.e ie namely e.g eg means meaning this these "
        "each every"
    ).split()
)
#: Short words that are words even where their letters are declared symbols, when other words stand beside them.
STOP = frozenset("ok is in as at an to so on it we be of if no by do my us me am a i the are for and or".split())
#: Units and counted things; set aside wherever a finished operand stands before them.
UNITS = frozenset(
    (
        "mac macs flop flops mult mults mul muls op ops operation operations element elements word words byte bytes "
        "bit bits kb mb gb tb kib mib gib tib b pixel pixels px row rows col cols column columns zero zeros zeroes "
        "sample samples weight weights parameter parameters params value values entry entries number numbers float "
        "floats multiplication multiplications addition additions multiply accumulate accumulates s ms us ns hz step "
        "steps layer layers image images point points output outputs input inputs unit units total memory "
        "dimensionless ohm ohms ω"
    ).split()
)
#: Nouns that may name the symbol behind them.
NOUNS = UNITS | frozenset(
    (
        "number amount count size sizes width height length depth kernel kernels filter filters channel channels map "
        "maps feature features batch spatial dimension dimensions vector vectors matrix class classes token tokens "
        "head heads hidden embedding sequence time stride side variable constant quantity node nodes edge edges"
    ).split()
)
#: What a number in a remark may belong to: "(see lecture 3)".
PLACES = frozenset("lecture slide page chapter section eq equation table figure fig exercise question week".split())
#: What is said of a symbol beside the formula.
SIZES = frozenset("large small big huge fixed constant given positive".split())
#: What is still to be done with the number in an explanation: "with 1 added".
DONE_WITH_A_NUMBER = frozenset("added removed omitted dropped left missing front".split())
#: With these an explanation asks for something: "which must be halved".
MODALS = frozenset("must should still needs need has have to".split())

#: Every word, in lower case, at which a phrase or a number in words can begin (and a few more: it saves time to know).
OPERATOR_WORDS = frozenset(
    [word for pattern in _PHRASES for word in re.findall(r"[a-z]{2,}", pattern.replace("\\s", " "))]
    + "a an i that which scale grow logarithm ceiling ceil per percent".split()
    + "linearly quadratically cubically logarithmically".split()
    + [*NUMBER_WORDS]
)
