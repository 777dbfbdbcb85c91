"""An explanation behind a right formula may speak of the formula's own parts; anything else makes it another answer."""

import json

import pytest

from grader.expressions import compare_line, judge, reference


def verdict(answer, right, symbols=""):
    return judge(answer, reference(right, symbols.split())).verdict


@pytest.mark.parametrize(
    ("answer", "right", "symbols"),
    [
        ("(N/2)·log₂(N) butterflies, N/2 in each of the log₂ N stages", "N*log2(N)/2", "N"),
        ("⌈N/B⌉·B threads are launched, of which N do useful work", "ceiling(N/B)*B", "N B"),
        ("Efficiency: D/(D+H) with D bytes of data and H bytes of header", "D/(D+H)", "D H"),
        ("(n−1)·C, one disk's worth of capacity goes to parity", "(n-1)*C", "n C"),
        ("B times R bits (bandwidth times round trip time) are in flight", "B*R", "B R"),
        ("I·C/f seconds (instructions times cycles per instruction, divided by clock frequency)", "I*C/f", "I C f"),
        ("N^2 (not N), as each output needs all inputs", "N**2", "N"),
        ("614,656 weights (= 784²)", "614656", ""),
        ("Twelve cycles (4 + 8)", "12", ""),
        ("37.5 % of the accesses (3 of 8) miss", "3/8", ""),
        ("M*N + 8*M bytes (on a 64 bit machine)", "M*N+8*M", "M N"),
        ("(n² − 1)/12 where n is the number of faces; for a die this gives 35/12", "(n**2-1)/12", "n"),
        ("```\nW * H * 3 bytes\n```\none byte for each of R, G and B", "W*H*3", "W H"),
    ],
)
def test_an_explanation_by_the_formulas_own_parts_is_set_aside(answer, right, symbols):
    assert verdict(answer, right, symbols) == "accept"


@pytest.mark.parametrize(
    "explanation",
    [
        "; N",
        "; import os",
        " (",
        ", N of these for each of the N rows",
        ", N in each of the N rows of each of the N maps",
        ", two of them",
        " (times two for reading and writing)",
        " (rows times columns plus bias)",
        " (minus the diagonal)",
        " (= N·(N−1))",
        ", but the diagonal is counted twice",
        ", only half of them are stored",
        ", to be divided among the heads",
        ", not counting the bias of each output",
        ", still without the weights of the bias",
        ", which must be doubled for the backward pass",
        " elements, or bytes with one byte each",
        ", aber nur für gerade n",
        " (= 2*N^2 times more)",
        " (2*N^2 with bias)",
        " because every pair is met twice, so half of it",
        " because of the rows, plus the bias",
        ", since the input is halved afterwards",
        ", so doubling it gives the answer",
        " and the empty one doesn't count",
        ", no wait, it is N",
        ", not counted are the diagonal ones",
        " instead",
        " per image, B images in the batch",
    ],
)
def test_an_explanation_that_changes_the_formula_is_refused(explanation):
    assert verdict("N^2" + explanation, "N**2", "N B") != "accept"


@pytest.mark.parametrize(
    "answer", ["N^2 (=)", "N^2 ()", "N^2 (= )", "Piecewise((N^2,),(N,True))", "Piecewise[{},N]", "N^2, "]
)
def test_empty_brackets_are_no_fault_of_the_grader(answer):
    assert (
        "the grader failed"
        not in compare_line(json.dumps({"answer": answer, "reference": "N**2", "symbols": ["N"]}))["message"]
    )
