"""What an author writes for text, steps and order: kept as it stands, once its form is right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from grader.catalog import pieces
from grader.catalog.entry import Entry
from grader.catalog.pieces import Author

POLARITIES = ("affirmed", "denied")
OUTCOMES = ("correct", "incorrect", "needs_review")

#: What an example puts to the test, beside the plain reading.
ASPECTS = ("negation", "contradiction", "misconception", "hedge", "partial", "off_topic")

MIN_EXAMPLES = 10
MIN_NEGATIONS = 3
MIN_CONTRADICTIONS = 1

Rubric = Mapping[str, Any]


def text(entry: Entry) -> Rubric:
    """Return the rubric of a text part, after checking it.

    `concepts`: name, share of the points, phrasings that show it, polarity. `must_not`: phrasings of a misconception
    and the message that it earns. `verdicts`: the choice parts that the reason belongs to. `examples`: text, outcome,
    what it tests, and the `verdicts` that stand beside it where they matter.
    """
    entry.texts("verdicts")
    shares = 0.0
    for concept in entry.list_of_tables("concepts"):
        concept.text("name")
        shares += pieces.share(concept)
        _phrasings(concept)
        _one_of(concept, "polarity", POLARITIES)
        concept.finish()
    if abs(shares - 1) > 1e-6:
        raise entry.error("concepts", f"their shares add up to {shares:g}; wanted 1")
    for claim in entry.list_of_tables("must_not"):
        _phrasings(claim)
        claim.text("message")
        claim.finish()
    _examples(entry)
    entry.finish()
    return entry.data


def _phrasings(entry: Entry) -> None:
    if not entry.texts("phrasings"):
        raise entry.error("phrasings", "is empty; wanted one phrasing or more")


def _one_of(entry: Entry, key: str, allowed: tuple[str, ...]) -> str:
    value = entry.text(key)
    if value not in allowed:
        raise entry.error(key, f"is {value!r}; wanted one of {', '.join(allowed)}")
    return value


def _examples(entry: Entry) -> None:
    aspects = []
    for example in entry.list_of_tables("examples"):
        example.text("text")
        _one_of(example, "outcome", OUTCOMES)
        aspects.append(_one_of(example, "tests", ASPECTS) if "tests" in example else "plain")
        table = example.table("verdicts", {})
        for name in table.data:
            table.text(name)
        example.finish()
    for aspect, least in (("negation", MIN_NEGATIONS), ("contradiction", MIN_CONTRADICTIONS)):
        if aspects.count(aspect) < least:
            raise entry.error("examples", f"has {aspects.count(aspect)} that test a {aspect}; wanted {least} or more")
    if len(aspects) < MIN_EXAMPLES:
        raise entry.error("examples", f"has {len(aspects)}; wanted {MIN_EXAMPLES} or more")


def steps(entry: Entry, author: Author) -> Rubric:
    """Return the rubric of a proof in steps, bindings resolved.

    `objective` is what is largest, under `constraint` or one of `accepted_constraints` (all bindings); `maximiser` says
    where, as an equation chain; `credits` are the lines of the rubric: share of the points and what earns it.
    """
    resolved: dict[str, Any] = {}
    for key in ("objective", "constraint"):
        resolved[key] = _formula(entry, key, entry.text(key), author)
    accepted = entry.texts("accepted_constraints")
    resolved["accepted_constraints"] = [_formula(entry, "accepted_constraints", one, author) for one in accepted]
    resolved["maximiser"] = entry.text("maximiser")
    shares = 0.0
    for credit in entry.list_of_tables("credits"):
        shares += pieces.share(credit)
        credit.text("for")
        credit.finish()
    if abs(shares - 1) > 1e-6:
        raise entry.error("credits", f"their shares add up to {shares:g}; wanted 1")
    resolved["credits"] = entry.data["credits"]
    resolved["examples"] = _right_and_wrong(entry)
    entry.finish()
    return resolved


def _formula(entry: Entry, key: str, binding: str, author: Author) -> str:
    inner = Entry(entry.file, {"reference": binding}, (*entry.path, key))
    return pieces.reference(inner, author)[0]


def _right_and_wrong(entry: Entry) -> Mapping[str, Any]:
    examples = entry.table("examples")
    examples.texts("right")
    examples.texts("wrong")
    examples.finish()
    return examples.data


def order(entry: Entry) -> Rubric:
    """Return the rubric of a proof whose lines are put in order, after checking it.

    `blocks`: letter and line. `orders`: each a correct proof as a graph, block and the blocks that it `needs` before it
    (an empty list where it needs none); blocks in none of them are distractors, and `distractors` has a question on
    each. Graphs without cycles only.
    """
    blocks = entry.table("blocks")
    letters = {letter: blocks.text(letter) for letter in blocks.data}
    used: set[str] = set()
    for graph in entry.list_of_tables("orders"):
        graph.text("name")
        needs = graph.table("needs")
        edges = {block: needs.texts(block) for block in needs.data}
        used |= edges.keys()
        for block, before in edges.items():
            if unknown := ({block, *before} - letters.keys()) | (set(before) - edges.keys()):
                raise needs.error(block, f"{sorted(unknown)[0]!r} is no block of this proof")
        _refuse_cycle(needs, edges)
        graph.finish()
    if not used:
        raise entry.error("orders", "is empty; wanted one correct proof or more")
    distractors = entry.table("distractors", {})
    for letter in distractors.data:
        distractors.text(letter)
    if distractors.data.keys() != letters.keys() - used:
        raise entry.error("distractors", f"wanted a question on each of {sorted(letters.keys() - used)}")
    _right_and_wrong(entry)
    entry.finish()
    return entry.data


def _refuse_cycle(needs: Entry, edges: Mapping[str, tuple[str, ...]]) -> None:
    placed: set[str] = set()
    while ready := [block for block, before in edges.items() if block not in placed and placed.issuperset(before)]:
        placed.update(ready)
    if circle := sorted(edges.keys() - placed):
        raise needs.error(circle[0], f"needs itself, through {', '.join(circle)}")
