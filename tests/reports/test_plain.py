import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.plain import plain


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"with $A$ of size $M \times K$", "with A of size M × K"),
        (r"$\frac{MNK}{MN + MK + NK}$", "MNK/(MN + MK + NK)"),
        (r"$\frac{1}{\frac{a}{b}}$", "1/(a/b)"),
        (r"$N_{i} \cdot L_r$", "N_i · L_r"),
        (r"$2^{n+1} \le \sqrt{x}$", "2^(n+1) ≤ √x"),
        (r"$$\left\lfloor x \right\rfloor$$", "⌊x⌋"),
        (r"$H \in \mathbb{R}^{M \times K}$", "H ∈ ℝ^(M × K)"),
        (r"$\mathrm{MACs} = \text{work}$", "MACs = work"),
        ("a **bold** and an *emphasised* word, 2*3*4 kept", "a bold and an emphasised word, 2*3*4 kept"),
        ("it costs $5", "it costs $5"),
    ],
)
def test_formulas_of_authors_read_as_plain_text(source, text):
    assert plain(source) == text


@given(st.text(st.sampled_from(r"${}\frac_^ab 12*"), max_size=60))
def test_any_source_gives_some_text(source):
    assert isinstance(plain(source), str)
