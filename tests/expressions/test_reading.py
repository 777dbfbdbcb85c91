"""What stands around a formula is set aside and said; what changes its meaning is refused."""

import pytest

from grader.expressions import ReadError, read
from grader.expressions.tree import sym

SYMBOLS = ("M", "N", "K")


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("MACs = M*N", "M*N"),
        ("the number of MACs is M*N", "M*N"),
        ("M*N MACs", "M*N"),
        ("M*N.", "M*N"),
        ("Answer: M*N", "M*N"),
        ("M*N (for each output)", "M*N"),
        ("M*N, because every output needs N of them", "M*N"),
        ("f(M) = M*N", "M*N"),
        ("**M*N**", "M*N"),
        ("$$\\boxed{M N}$$", "M*N"),
        ("first N*M\nso N*M = M*N", "M*N"),
    ],
)
def test_labels_units_and_words_around_a_formula_are_set_aside(text, read_as):
    assert read(text, SYMBOLS).read_as.startswith(read_as)


def test_what_was_set_aside_is_said():
    assert "MACs" in read("M*N MACs", SYMBOLS).read_as
    assert read("M*N MACs", SYMBOLS).aside == ["MACs"]


@pytest.mark.parametrize(
    "text",
    [
        *("M or N", "M, N", "M; N", "either M or N", "M (or N)", "not M", "M unless N = 1", "M if N > 1"),
        *("M without N", "less than M", "at least M", "at most M", "more than M", "M ± N", "M < N", "M ≤ N", "M ≠ N"),
        *("M halved", "M doubled", "negative M", "inverse of M"),
    ],
)
def test_two_answers_relations_and_words_that_change_the_value_are_refused(text):
    with pytest.raises(ReadError):
        read(text, SYMBOLS)


def test_the_last_member_of_a_chain_counts_and_all_are_kept():
    reading = read("M*(N + K) = M*N + M*K", SYMBOLS)
    assert reading.read_as == "M*N + M*K"
    assert [len(chain) for chain in reading.chains] == [2]


@pytest.mark.parametrize(
    "text", ["O(M^2)", "Θ(M²)", r"\mathcal{O}(M^2)", "proportional to M^2", "grows like M^2", "quadratic in M"]
)
def test_an_order_of_growth_is_marked_as_one(text):
    reading = read(text, SYMBOLS)
    assert reading.order
    assert reading.read_as == "of order M^2"


@pytest.mark.parametrize(
    "text",
    [
        *("N × L_r × L_c", "(N, L_r, L_c)", "N x L_r x L_c", "N by L_r by L_c", "[N, L_r, L_c]", "N, L_r, L_c"),
        *(
            r"N \times L_r \times L_c",
            "torch.Size([N, L_r, L_c])",
            "N maps of size L_r × L_c",
            "N maps, each L_r by L_c",
            "N channels of L_r rows and L_c",
            "N channels, each of size (L_r, L_c)",
            "N × (L_r, L_c)",
            "N, L_r and L_c",
            "[N][L_r][L_c]",
            "Y[N][L_r][L_c]",
            "N channels; L_r height; L_c width",
            "channels = N, rows = L_r, columns = L_c",
            "N, L_r, and L_c",
            "N | L_r | L_c",
            "N × L_r × L_c with stride 2",
            "N × L_r × L_c (stride 2)",
            "(N, L_r, L_c), because the stride is 2",
            "With stride 2: N × L_r × L_c",
            "N × L_r × L_c, one map for each filter",
            "N × L_r × L_c where N = number of maps",
            "3 × L_r × L_c → N × L_r × L_c",
            "N × (L_r + 1 - 1) × L_c = N × L_r × L_c",
            "With stride 1 every row is kept.\nN × L_r × L_c",
            "N × L_r × L_c\n(maps × rows × columns)",
            "N × L_r × L_c (maps × rows × columns)",
            "L_r + 1 - 1 = L_r\nN × L_r × L_c\n= N × (L_r) × L_c",
            r"\mathbb{R}^{N \times L_r \times L_c}",
        ),
    ],
)
def test_dimensions_are_parted_by_crosses_commas_and_words(text):
    assert read(text, ("N", "L_r", "L_c"), "dims").trees == (sym("N"), sym("L_r"), sym("L_c"))


@pytest.mark.parametrize(
    "text",
    [
        "N × L_r × L_c or L_r × L_c",
        "N maps, each not L_r × L_c",
        "N × L_r × L_c, L_r × L_c",
        "N and L_r and L_c",
        "N maps of twice L_r by",
        "N pairs of maps, L_r by L_c",
        "N maps cropped from L_r by L_c",
        "N maps divided into L_r by L_c",
        "N × L_r × L_c pairs",
        "[N][L_r][L_c][]",
        "N × L_r × 1 = N × L_r × L_c",
        "N × L_r × L_c\nN × L_c × L_r",
        "N × L_r × L_c\nor the other way round",
    ],
)
def test_words_that_leave_the_dimensions_open_are_refused(text):
    with pytest.raises(ReadError):
        read(text, ("N", "L_r", "L_c"), "dims")


def test_words_around_dimensions_are_set_aside_and_said():
    assert read("depth N, height L_r, width L_c", ("N", "L_r", "L_c"), "dims").read_as == (
        'N × L_r × L_c (set aside: "depth height width")'
    )


def test_a_product_inside_one_dimension_stays_one_dimension():
    assert len(read("N*L_r, L_c", ("N", "L_r", "L_c"), "dims").trees) == 2


def test_an_answer_over_the_cap_is_refused_unread():
    with pytest.raises(ReadError, match="2001 characters"):
        read("M" * 2001, SYMBOLS)
