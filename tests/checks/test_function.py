"""q07.lowering: `lower` judged by running it. Wrong answers are programs as a student would write them."""

import itertools
import json
import textwrap
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grader.checks import Context, function, places
from grader.checks.lowering import convolution, exchange, feedback
from grader.checks.lowering.driver import describe
from grader.errors import AssignmentError, SandboxError
from grader.model import Answer, Assignment, Part, Policy, Status, Submission, Where

POLICY = Policy(require_isolation="L0")
PART = Part(
    id="q07.lowering",
    kind="function",
    points=5.0,
    statement="",
    where="q07.toml",
    optional=True,
    reference_source="lowering:lower",
    file="lowering.py",
)
RIGHT = """
import numpy as np

def lower(x, h):
    n_i, l_r, l_c = x.shape
    n_o, _, f_r, f_c = h.shape
    m_r, m_c = l_r - f_r + 1, l_c - f_c + 1
    pairs = []
    for r in range(f_r):
        for c in range(f_c):
            pairs.append((h[:, :, r, c], x[:, r:r + m_r, c:c + m_c].reshape(n_i, m_r * m_c)))
    return pairs
"""


def judge(source, policy=POLICY, part=PART):
    answer = Answer(part.id, textwrap.dedent(source), Where("lowering.py"))
    assignment = Assignment("hw01", "", "1", Path(), (), "")
    submission = Submission("hw01", "s", Path(), {part.id: answer})
    return function.check(part, answer, Context(assignment, submission, policy))


def variant(old, new):
    assert old in RIGHT
    return RIGHT.replace(old, new)


@pytest.mark.parametrize(
    "source",
    [
        RIGHT,
        RIGHT.replace("return pairs", "return tuple(reversed(pairs))"),
        RIGHT.replace("return pairs", "yield from pairs").replace("pairs = []", "pairs = []"),
        RIGHT.replace("h[:, :, r, c]", "h[:, :, r, c].astype(float)"),
        RIGHT.replace("h[:, :, r, c]", "h[:, :, r, c].tolist()"),
        RIGHT.replace("h[:, :, r, c]", "-h[:, :, r, c]").replace("x[:, r:", "-x[:, r:"),
        "def helper(x):\n    return x\n" + RIGHT.replace("x.shape", "helper(x).shape") + "\nx = 3\nprint('hello')\n",
    ],
    ids=["as usual", "reversed tuple", "generator", "float", "lists", "both negated", "with a helper"],
)
def test_a_right_program_earns_all_points_however_it_is_written(source):
    verdict = judge(source)
    assert (verdict.status, verdict.score) == (Status.CORRECT, 5.0), verdict.feedback
    assert verdict.evidence["passed"] == verdict.evidence["tried"] == convolution.TRIALS


@pytest.mark.parametrize(
    ("old", "new", "word", "said"),
    [
        ("h[:, :, r, c]", "h[:, :, f_r - 1 - r, f_c - 1 - c]", "other:flipped", "flipped in both directions"),
        ("h[:, :, r, c]", "h[:, :, f_r - 1 - r, c]", "other:flipped_rows", "from top to bottom"),
        ("h[:, :, r, c]", "h[:, :, r, f_c - 1 - c]", "other:flipped_columns", "from left to right"),
        (
            ".reshape(n_i, m_r * m_c)",
            ".transpose(0, 2, 1).reshape(n_i, m_r * m_c)",
            "other:swapped_axes",
            "run down the image's columns",
        ),
        ("h[:, :, r, c]", "h[:, :, r, c].T", "other:structure", "is it transposed?"),
        (".reshape(n_i, m_r * m_c)", "", "other:structure", "make each map one row"),
        ("range(f_c)", "range(1)", "other:structure", "2 pairs came back, and 6 were wanted"),
        ("range(f_r)", "range(f_r - 1)", "other:structure", "one for each position in the filter"),
        ("[:, r:r + m_r, c:c + m_c].reshape(n_i, m_r * m_c)", ".reshape(n_i, -1)", "other:structure", "M = L - F + 1"),
        (
            "n_o, _, f_r, f_c = h.shape",
            "h = h.transpose(0, 1, 3, 2)\n    n_o, _, f_r, f_c = h.shape",
            "other:structure",
            "rows and columns of the filter swapped",
        ),
        ("return pairs", "return [(a, b) for (a, _), (_, b) in zip(pairs, pairs[1:] + pairs[:1])]",
         "other:other", "paired wrongly"),
        ("h[:, :, r, c]", "h[:, :, r, c] + 1", "other:other", "every B is right, so look at A"),
        ("x[:, r:r + m_r", "2 * x[:, r:r + m_r", "other:other", "every A is right, so look at B"),
        ("x[:, r:r + m_r", "-x[:, r:r + m_r", "other:sign", "wrong sign"),
        ("h[:, :, r, c]", "h[:, :, r, c] / 2", "other:structure", "whole numbers"),
        ("return pairs", "return None", "other:structure", "is a `return` missing?"),
        ("return pairs", "return [a for a, b in pairs]", "other:structure", "each item should be a pair (A, B)"),
        ("return pairs", "return [np.hstack([a for a, b in pairs])], [np.vstack([b for a, b in pairs])]",
         "other:structure", "each item should be a pair"),
        ("return pairs", "return [(np.hstack([a for a, b in pairs]), np.vstack([b for a, b in pairs]))]",
         "other:structure", "one large product"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_the_shape_where_it_shows(old, new, word, said):
    verdict = judge(variant(old, new))
    assert (verdict.status, verdict.score, verdict.diagnosis) == (Status.INCORRECT, 0.0, word)
    assert said in verdict.feedback[0] and "x 1×5×7, h 4×1×2×3" in verdict.feedback[0]


def test_what_depends_on_the_image_may_not_be_hidden_in_the_filters_matrices():
    hidden = variant("h[:, :, r, c], x[:", "h[:, :, r, c] * s, s * x[:").replace(
        "    pairs = []", "    s = 1 if x.sum() % 2 else -1\n    pairs = []"
    )
    verdict = judge(hidden)
    assert verdict.diagnosis == "other:dependence" and "A may be made of h alone" in verdict.feedback[0]


def test_an_error_in_the_students_code_is_shown_with_its_own_line_and_no_traceback():
    verdict = judge("def lower(x, h):\n    y = helper(x)\n    return y\n\ndef helper(x):\n    return x[99]\n")
    assert verdict.status is Status.INCORRECT
    (line,) = verdict.feedback
    assert line.startswith("lowering.py:6: for x 1×5×7, h 4×1×2×3, it stopped with IndexError: ")
    assert line.endswith("in `return x[99]`") and "Traceback" not in line and "driver" not in line


@pytest.mark.parametrize(
    ("source", "status", "said"),
    [
        ("def lower(x, h:\n    pass\n", Status.INVALID, "lowering.py:1: this is no Python yet"),
        ("def lowering(x, h):\n    return []\n", Status.INVALID, "has no function `lower`"),
        ("def lower(x, h):\n    raise NotImplementedError\n", Status.INCORRECT, "still to be written"),
        ("import nowhere\n", Status.INCORRECT, "lowering.py:1:"),
        ("def lower(x):\n    return []\n", Status.INCORRECT, "TypeError"),
        ("import sys\nsys.exit(0)\n", Status.INCORRECT, "SystemExit"),
        ("import os\nos._exit(0)\n", Status.INCORRECT, "ended by itself (exit code 0)"),
        ("def lower(x, h):\n    return [(1, 2)] * 6\n", Status.INCORRECT, "A has shape ()"),
        ("def lower(x, h):\n    return [('a', 'b')] * 6\n", Status.INCORRECT, "A has shape ()"),
        (
            "import os\nos.write(4, b'\\x03\\0\\0\\0{1}' + b'x' * 99)\n",
            Status.INCORRECT,
            "leave files that it did not open alone",
        ),
        ("def lower(x, h):\n    raise ValueError('\\x1b[31m\\u202e::error::x')\n", Status.INCORRECT, "ValueError"),
    ],
)  # fmt: skip
def test_a_program_that_cannot_be_judged_says_why(source, status, said):
    verdict = judge(source)
    assert verdict.status is status and said in verdict.feedback[0], verdict.feedback
    assert "\x1b" not in verdict.feedback[0] and "\u202e" not in verdict.feedback[0]


def test_a_limit_that_is_hit_is_named_with_its_value():
    part = replace(PART, limits={"wall_seconds": 1.0, "cpu_seconds": 5})
    verdict = judge("def lower(x, h):\n    import time\n    time.sleep(60)\n", part=part)
    assert (verdict.status, verdict.diagnosis) == (Status.INCORRECT, "other:wall_time")
    assert verdict.feedback[0].startswith("lowering.py: stopped after 1 s, the time limit")


def test_the_result_says_at_which_isolation_it_ran_and_what_was_printed():
    verdict = judge("print('hello')\n" + RIGHT)
    assert verdict.evidence["isolation"].startswith("L") and verdict.evidence["stdout"] == "hello\n"


def test_a_part_left_out_is_missing_and_one_not_to_be_run_is_not_run():
    assert judge("").status is Status.MISSING
    assert judge(RIGHT, Policy(run_code=False)).status is Status.NOT_RUN


def test_a_sandbox_that_cannot_start_is_an_error_and_never_a_zero_for_the_student(monkeypatch):
    def broken(job, talk, require):
        raise SandboxError("this machine gives isolation L0, L2 is required")

    monkeypatch.setattr(function, "run", broken)
    verdict = judge(RIGHT)
    assert verdict.status is Status.ERROR and "costs no points" in verdict.feedback[0]


@pytest.mark.parametrize("part", [replace(PART, reference_source="dense:macs"), replace(PART, limits={"speed": 1})])
def test_an_authors_error_is_named_with_file_and_part(part):
    with pytest.raises(AssignmentError, match=r"q07\.toml: q07\.lowering"):
        judge(RIGHT, part=part)


def test_all_sizes_of_every_trial_differ_so_that_no_swap_goes_unseen():
    for first, other_x, other_h in convolution.trials():
        s = first.sizes
        assert len({s.n_i, s.l_r, s.l_c, s.n_o, s.f_r, s.f_c}) == 6 and s.m_r != s.m_c
        assert (other_x.x != first.x).any() and (other_h.h != first.h).any()
    assert {t[0].sizes.f_r > t[0].sizes.f_c for t in convolution.trials()} == {True, False}


def test_the_convolution_is_the_definitions_six_sums():
    trial = convolution.trials()[1][0]
    s, y = trial.sizes, convolution.convolve(trial.x, trial.h)
    for o, r, c in itertools.product(range(s.n_o), range(s.m_r), range(s.m_c)):
        wanted = sum(
            int(trial.h[o, i, a, b]) * int(trial.x[i, r + a, c + b])
            for i, a, b in itertools.product(range(s.n_i), range(s.f_r), range(s.f_c))
        )
        assert y[o, r, c] == wanted


def test_the_convolution_agrees_with_torch():
    torch = pytest.importorskip("torch")
    for trial, _, _ in convolution.trials():
        wanted = torch.nn.functional.conv2d(torch.tensor(trial.x)[None], torch.tensor(trial.h))[0]
        assert (convolution.convolve(trial.x, trial.h) == wanted.numpy()).all()


def test_sums_are_exact_where_int64_would_wrap_around():
    big = np.full((1, 1), 2**62, np.int64)
    assert convolution.total([(big, big), (big, big)])[0, 0] == 2**125


@given(st.integers(0, 2**32))
@settings(max_examples=20, deadline=None)
def test_pairs_in_any_order_pass_and_any_single_changed_entry_fails(seed):
    random = np.random.default_rng(seed)
    trial = convolution.trials(seed % 100)[0][0]
    s = trial.sizes
    pairs = [
        (trial.h[:, :, r, c].copy(), trial.x[:, r : r + s.m_r, c : c + s.m_c].reshape(s.n_i, -1).copy())
        for r in range(s.f_r)
        for c in range(s.f_c)
    ]
    random.shuffle(pairs)
    assert feedback.wrong_sum(trial, pairs) is None
    matrix = pairs[random.integers(len(pairs))][1]
    place = random.integers(s.n_i), random.integers(s.m_r * s.m_c)
    matrix[place] += 1
    changes_nothing = not any((a[:, place[0]] != 0).any() for a, b in pairs if b is matrix)
    assert changes_nothing or feedback.wrong_sum(trial, pairs) is not None


KEYS = st.sampled_from("count shapes whole no_pair not_whole other error text line absent".split())
LEAVES = st.none() | st.booleans() | st.integers() | st.text()


@given(st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner)))
@settings(deadline=None)
def test_no_description_whatever_breaks_the_grader(said):
    read = exchange.description(json.dumps(said).encode())
    if read is not None and "error" not in read and "absent" not in read:
        assert feedback.wrong_structure(read, convolution.trials()[0][0].sizes) is not None


@given(st.binary(max_size=64))
def test_no_bytes_whatever_break_the_grader(raw):
    exchange.description(raw)


@pytest.mark.parametrize(
    "returned",
    [[], [(np.ones((2, 2)), np.ones((2, 2)))], [(1.5, 2)], [(np.array(["a"]), [1])], {}, 3, [1], [(1, 2, 3)]],
)
def test_what_the_driver_describes_can_be_read(returned):
    said, _ = describe(returned)
    assert exchange.description(json.dumps(said).encode()) is not None


@pytest.mark.parametrize(
    ("answer", "place"),
    [
        (Answer("q07.lowering", "", Where("lowering.py")), "lowering.py:2"),
        (Answer("q07.lowering", "", Where("lowering (1).py")), "lowering (1).py:2"),
        (
            Answer("q07.lowering", "", Where("answers.ipynb cell 3", 1), lines=(Where("a"), Where("answers.md", 7))),
            "answers.md:7",
        ),
        (Answer("q07.lowering", "", Where("answers.ipynb cell 3", 1)), "answers.ipynb cell 3:2"),
    ],
)
def test_a_fault_is_named_where_the_student_wrote_it(answer, place):
    message = "lowering.py:2: this is no Python yet"
    assert places.as_handed_in(message, PART, answer) == f"{place}: this is no Python yet"
    assert places.as_handed_in("lowering.pyx: other", PART, answer) == "lowering.pyx: other"


def test_a_function_that_a_notebook_lacks_is_missed_in_its_cell():
    answer = Answer(PART.id, "x = 3\n", Where("answers.ipynb cell 3", 1), lines=(Where("answers.ipynb cell 3", 2),))
    assignment = Assignment("hw01", "", "1", Path(), (), "")
    submission = Submission("hw01", "s", Path(), {PART.id: answer})
    judged = function.check(PART, answer, Context(assignment, submission, POLICY))
    assert judged.feedback == ("answers.ipynb cell 3 has no function `lower`; write `def lower(x, h):`",)
