"""hw01 is what the contract promises: its parts by id and kind, its points, its tables."""

from __future__ import annotations

import pytest

from grader import catalog

ASSIGNMENT = catalog.load("hw01")
PARTS = {part.id: part for part in ASSIGNMENT.parts}

KINDS = {
    "attest": ["q01.read", "q02.read", "q16.read"],
    "symbolic": [
        *("q03.intensity", "q04.macs", "q04.memory", "q08.macs", "q09.macs", "q09.filter_memory"),
        *("q09.feature_memory", "q10.row_padding", "q10.col_padding"),
    ],
    "steps": ["q03.proof"],
    "table": ["q04.table", "q09.scaling", "q11.lowered"],
    "text": [
        *("q05.why", "q06.why", "q12.why", "q13.why", "q14.reuse_why"),
        *("q14.identity_attention", "q14.identity_value"),
    ],
    "choice": ["q06.longer", "q06.shorter", "q12.smaller", "q12.square", "q13.mixing", "q14.reuse"],
    "function": ["q07.lowering"],
    "order": ["q07.proof"],
    "numeric": ["q10.border_1", "q10.border_3", "q10.border_5", "q11.columns", "q15.operations"],
    "dims": ["q11.stride1", "q11.stride2", "q15.output"],
    "training": ["q17.train"],
    "graph": ["q17.graph"],
}

LAYER = {"N_i", "N_o", "L_r", "L_c", "F_r", "F_c"}

SYMBOLS = {
    "q03.intensity": {"M", "N", "K"},
    "q04.macs": {"N"},
    "q04.memory": {"N"},
    "q08.macs": {"N_i", "F_r", "F_c"},
    "q09.macs": LAYER,
    "q09.filter_memory": LAYER,
    "q09.feature_memory": LAYER,
    "q10.row_padding": {"F_r", "F_c"},
    "q10.col_padding": {"F_r", "F_c"},
    "q11.stride1": {"N_o", "L_r", "L_c"},
    "q11.stride2": {"N_o", "L_r", "L_c"},
}

TABLES = {
    "q04.table": (["mnist", "cifar", "imagenet", "quarter_hd", "hd"], ["n", "macs", "memory"]),
    "q09.scaling": (["image", "filter", "maps"], ["macs", "filter_memory", "feature_memory"]),
    "q11.lowered": (["stride1", "stride2"], ["m", "n", "k"]),
}


def test_each_part_of_the_contract_is_there_with_its_kind():
    assert {part.id: part.kind for part in ASSIGNMENT.parts} == {
        part: kind for kind, parts in KINDS.items() for part in parts
    }


def test_there_are_seventeen_questions_in_order():
    assert [question.id for question in ASSIGNMENT.questions] == [f"q{number:02}" for number in range(1, 18)]


def test_required_parts_add_up_to_100_and_three_proofs_are_a_bonus():
    assert sum(part.points for part in ASSIGNMENT.parts if not part.optional) == pytest.approx(100)
    assert {part.id for part in ASSIGNMENT.parts if part.optional} == {"q03.proof", "q07.lowering", "q07.proof"}
    assert not ASSIGNMENT.bonus_above_max


def test_attesting_is_worth_a_point_and_the_graph_none():
    assert {PARTS[part].points for part in KINDS["attest"]} == {1}
    assert PARTS["q17.graph"].points == 0


@pytest.mark.parametrize("part", SYMBOLS)
def test_a_formula_is_asked_for_in_the_contracts_symbols(part):
    assert set(PARTS[part].symbols) == SYMBOLS[part]


@pytest.mark.parametrize("part", TABLES)
def test_a_table_has_the_contracts_rows_and_columns(part):
    rows, columns = TABLES[part]
    assert [row.id for row in PARTS[part].rows] == rows
    assert [column.id for column in PARTS[part].columns] == columns
    assert sum(cell.points for cell in PARTS[part].cells) == pytest.approx(PARTS[part].points)


def test_even_images_are_declared_where_stride_2_halves_them():
    declared = {part.id for part in (*ASSIGNMENT.parts, *PARTS["q11.lowered"].cells) if part.even}
    assert declared == {"q11.stride1", "q11.stride2", *(cell.id for cell in PARTS["q11.lowered"].cells)}
    assert {part.even for part in (PARTS["q11.stride1"], *PARTS["q11.lowered"].cells)} == {("L_r", "L_c")}


def test_scaling_is_a_choice_of_three_words():
    for cell in PARTS["q09.scaling"].cells:
        assert cell.kind == "choice"
        assert [choice.name for choice in cell.choices] == ["proportional", "independent", "square_root"]


def test_the_large_image_approximation_earns_all_points():
    assert [one.share for part in ("q09.macs", "q09.feature_memory") for one in PARTS[part].approximations] == [1, 1]


def test_text_is_limited_to_60_words():
    assert {PARTS[part].word_limit for part in KINDS["text"]} == {60}


def test_code_parts_name_the_contracts_files():
    assert PARTS["q07.lowering"].file == "lowering.py"
    assert PARTS["q17.train"].file == "mnist.py"
