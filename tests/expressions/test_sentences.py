"""What stands around an answer in sentences, headings and lists: nothing hides there, and nothing right is lost."""

import pytest

from grader.expressions import judge, reference


def verdict(answer, right, symbols, kind):
    return judge(answer, reference(right, symbols.split(), kind=kind)).verdict


@pytest.mark.parametrize(
    ("answer", "right", "symbols", "kind"),
    [
        ("weights: N^2, inputs: N", "N", "N", None),
        ("Weights: N^2, inputs: N, outputs: N", "N", "N", None),
        ("MACs: N^2; memory: N", "N", "N", None),
        ("forward: 2N, backward: 4N", "4*N", "N", None),
        ("rows: F_r - 1, cols: F_c - 1", "F_c-1", "F_r F_c", None),
        ("F_r = 3: 1, F_r = 5: 2", "2", "", "numeric"),
        ("for 3x3: 1; for 5x5: 2", "2", "", "numeric"),
        ("top: 2, bottom: 1", "1", "", "numeric"),
        ("stride 1: N_o × L_r × L_c, stride 2: N_o × L_r/2 × L_c/2", "(N_o,L_r/2,L_c/2)", "N_o L_r L_c", "dims"),
        ("If N is even: N/2, if N is odd: N", "N", "N", None),
        ("if N = 1: 0, if N > 1: N^2", "N**2", "N", None),
        ("For small N: N^2, for large N: N^3", "N**3", "N", None),
        ("N even: N/2\nN odd: (N-1)/2", "(N-1)/2", "N", None),
        ("Even: N/2\nOdd: N", "N", "N", None),
        ("for N > 5, we get N^2", "N**2", "N", None),
        ("when N is even, it is N/2", "N/2", "N", None),
        ("given N even, answer is N/2", "N/2", "N", None),
        ("Because there are N^2 weights, also N", "N", "N", None),
        ("N MACs per output\nBecause there are N outputs, N^2 in total", "N", "N", None),
        ("N^2\nFor N outputs: N^3", "N**2", "N", None),
        ("N_o × L_r × L_c for stride 1, N_o × L_r/2 × L_c/2 for stride 2", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c so with stride 2 it is N_o × L_r/2 × L_c/2", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c thus (N_o, L_r/2, L_c/2)", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c, where L_r = L_r/2, L_c = L_c/2", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c (minus padding)", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c pooling halves both", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c\nThen the rows and columns are halved", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c\nWait, actually it is halved", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c\nplus one row", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("2. N", "2*N", "N", None),
        ("MACs/2: N", "N", "N", None),
        ("sqrt(I): N", "N", "N", None),
        ("MACs squared: N", "N", "N", None),
        ("Half of this: N", "N", "N", None),
        ("\\sqrt{I} = N", "N", "N", None),
        ("exponential in N", "N", "N", None),
        ("N inversely", "N", "N", None),
        ("N^2 and the bias", "N**2", "N", None),
        ("1 on top, two at the bottom", "1", "", "numeric"),
        ("N^2 per layer, three layers in the network", "N**2", "N", None),
        ("1 for every 4", "1", "", "numeric"),
        ("one column for every four", "1", "", "numeric"),
        ("N^2 for N < 1", "N**2", "N", None),
        ("N^2 for M > 1", "N**2", "N M", None),
    ],
)
def test_a_second_answer_or_a_change_beside_the_formula_is_never_set_aside(answer, right, symbols, kind):
    assert verdict(answer, right, symbols, kind) != "accept"


@pytest.mark.parametrize(
    ("answer", "right", "symbols", "kind"),
    [
        ("2. N", "N", "N", None),
        ("N^2\nplus N for the biases", "N**2+N", "N", None),
        ("N^2\n-N", "N**2-N", "N", None),
        ("channels: N_o, rows: L_r, columns: L_c", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("C = N_o\nH = L_r\nW = L_c", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("- N_o\n- L_r\n- L_c", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("1. N_o\n2. L_r\n3. L_c", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("each 16x32 map is averaged, so 1024x1x1", "(1024,1,1)", "", "dims"),
        ("L_r and L_c are kept, so N_o × L_r × L_c", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("one over MN", "1/(M*N)", "M N", None),
        ("N over MN", "1/M", "M N", None),
        ("N^2 divided by 2N", "N/2", "N", None),
        ("N MACs for each of the N outputs, which makes N^2", "N**2", "N", None),
        ("Since there are N outputs, N^2 MACs are needed", "N**2", "N", None),
        ("(F-1)/2 = (3-1)/2 = 1", "1", "", "numeric"),
        ("(F_r - 1)/2 = 1", "1", "", "numeric"),
        ("P = (F-1)/2 = 1", "1", "", "numeric"),
        ("1/4 since both dimensions are halved", "1/4", "", "numeric"),
        ("\\begin{cases} M & M > N \\\\[4pt] N & M \\le N \\end{cases}", "Max(M,N)", "M N", None),
        ("N_o × L_r × L_c with stride 1", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N_o × L_r × L_c because of stride 1", "(N_o,L_r,L_c)", "N_o L_r L_c", "dims"),
        ("N^2 MACs\nBecause every output needs all inputs.", "N**2", "N", None),
        ("N^2\nThis is largest for M = N", "N**2", "N M", None),
        ("for F_r = 3: 1", "1", "", "numeric"),
    ],
)
def test_a_right_answer_in_sentences_or_lists_is_accepted(answer, right, symbols, kind):
    assert verdict(answer, right, symbols, kind) == "accept"


@pytest.mark.parametrize(
    ("answer", "right", "symbols", "kind"),
    [
        ("N MACs per output\nBecause there are N outputs, N^2 in total", "N**2", "N", None),
        ("MNK over MN plus NK plus MK", "M*N*K/(M*N+N*K+M*K)", "M N K", None),
        ("N^2\nEach output needs N MACs.", "N**2", "N", None),
        ("If N is even: N/2, if N is odd: (N-1)/2", "floor(N/2)", "N", None),
        ("1 for every 4", "1/4", "", "numeric"),
    ],
)
def test_a_right_answer_that_is_hard_to_tell_is_never_marked_wrong(answer, right, symbols, kind):
    assert verdict(answer, right, symbols, kind) != "reject"
