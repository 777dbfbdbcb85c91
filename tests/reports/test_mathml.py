from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.mathml import checked, from_tex

PRESENTATION = {
    "math", "mrow", "mfrac", "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover",
    "mmultiscripts", "mprescripts", "none", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "mspace", "mi",
    "mn", "mo", "mtext",
}  # fmt: skip


def test_a_fraction_comes_back_as_it_went_in():
    source = "<math><mfrac><mi>a</mi><mn>2</mn></mfrac></math>"
    assert checked(source) == source


def test_the_namespace_is_accepted_and_dropped():
    assert checked('<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi></math>') == "<math><mi>a</mi></math>"


def test_text_within_is_escaped():
    assert checked("<math><mo>&lt;</mo></math>") == "<math><mo>&lt;</mo></math>"


@pytest.mark.parametrize(
    "source",
    [
        "",
        "plain text",
        "<math><mi>a</mi>",
        "<math><mi>a</mrow></math>",
        "<math><mi>a</mi></math><script>alert(1)</script>",
        "<math><mi>a</mi></math><math></math>",
        "<script>alert(1)</script>",
        "<math><script>alert(1)</script></math>",
        "<math><mi><img src=x></mi></math>",
        "<math><mtext><table><mglyph><style><!--</style></table></mtext></math>",
        '<math><annotation-xml encoding="text/html"><p>x</p></annotation-xml></math>',
        '<math><mrow href="javascript:alert(1)"><mi>a</mi></mrow></math>',
        '<math><maction actiontype="statusline"><mi>a</mi></maction></math>',
        '<math onload="alert(1)"><mi>a</mi></math>',
        '<math><mi style="position:fixed">a</mi></math>',
        '<math><mspace width="expression(alert(1))"></mspace></math>',
        "<math><math></math></math>",
        "<math>loose text</math>",
        "<math><!-- --><mi>a</mi></math>",
        "<math><![CDATA[<script>]]></math>",
        "<math>" + "<mrow>" * 500 + "</mrow>" * 500 + "</math>",
        "<math>" + "<mi>a</mi>" * 10_000 + "</math>",
    ],
)
def test_what_is_not_plain_presentation_mathml_is_refused(source):
    assert checked(source) is None


FRAGMENTS = """
<math> </math> <mi> </mi> <mrow> </mrow> <script> </script> x &lt; < > " <!-- --> <svg/onload=1> <mi/href='x'>
<mo/stretchy='true'> </mo> <annotation-xml> <?x ]]> &amp;
"""
fragments = st.sampled_from(FRAGMENTS.split())


@given(st.lists(fragments, max_size=14).map("".join))
def test_whatever_passes_is_well_formed_and_made_of_known_elements_only(source):
    passed = checked(source)
    if passed is not None:
        found = {element.tag for element in ElementTree.fromstring(passed).iter()}
        assert found <= PRESENTATION


def test_words_set_upright_are_one_element():
    assert '<mi mathvariant="normal">MACs</mi>' in from_tex(r"\mathrm{MACs}")


@pytest.mark.parametrize("tex", [r"\frac{", r"\unknownmacro x", r"\href{javascript:alert(1)}{x}", r"\text{a < b} \foo"])
def test_tex_that_cannot_be_typeset_is_shown_as_code(tex):
    shown = from_tex(tex)
    assert shown.startswith('<code class="tex">')
    assert "<b" not in shown
