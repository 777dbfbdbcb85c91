"""Tables: columns in any order, rows by any of their names, bars inside cells; a fault costs only its own cell."""

import pytest

HEAD = "### q04.table\n"
ROW = {"n": "784", "macs": "614656", "memory": "616224"}


def cells(read, part="q04.table"):
    return {key: cell.text for key, cell in read.answers[part].cells.items() if not cell.left_out}


def mnist(**more):
    return {f"mnist.{key}": value for key, value in (ROW | more).items()}


@pytest.mark.parametrize(
    "table",
    [
        "| input | N | MACs | memory |\n| --- | --- | --- | --- |\n| MNIST | 784 | 614656 | 616224 |",
        "| input | memory | N | MACs |\n|:-:|-:|:-|---|\n| mnist | 616224 | 784 | 614656 |",
        "| **Input** | **N** | `MACs` | *memory (elements)* |\n|--|--|--|--|\n| **MNIST** | 784 | 614656 | 616224 |",
        "input | N | MACs | memory\n--- | --- | --- | ---\nMNIST | 784 | 614656 | 616224",
        "| | N | MACs | memory |\n| --- | --- | --- | --- |\n| MNIST (1 × 28 × 28) | 784 | 614656 | 616224 |",
        "| N | MACs | memory | input |\n| --- | --- | --- | --- |\n| 784 | 614656 | 616224 | MNIST |",
        "| | MNIST |\n| --- | --- |\n| N | 784 |\n| MACs | 614656 |\n| memory | 616224 |",
        "| input | N | note | MACs | memory |\n|-|-|-|-|-|\n| MNIST | 784 | ok | 614656 | 616224 |",
        "Two:\n\n| input | N | MACs |\n|-|-|-|\n| MNIST | 784 | 614656 |\n\n| | memory |\n|-|-|\n| MNIST | 616224 |",
        "| input | N | MACs | memory |\n| MNIST | 784 | 614656 | 616224 |",
    ],
)
def test_the_same_table_may_be_written_in_many_ways(hand_in, table):
    read = hand_in(HEAD + table + "\n")
    assert cells(read) == mnist()
    assert read.answers["q04.table"].problem is None


def test_a_column_that_the_table_does_not_have_is_mentioned(hand_in):
    read = hand_in(HEAD + "| input | N | MAKs |\n|-|-|-|\n| MNIST | 784 | 1 |\n")
    assert read.answers["q04.table"].notes == ('answers.md:6: q04.table has no column "MAKs"; the nearest is macs',)


def test_a_row_that_the_table_does_not_have_is_mentioned(hand_in):
    read = hand_in(HEAD + "| input | N |\n|-|-|\n| MNITS | 784 |\n")
    assert read.answers["q04.table"].notes == ('answers.md:8: q04.table has no row "MNITS"; the nearest is mnist',)


def test_each_cell_knows_its_line(hand_in):
    read = hand_in(HEAD + "> sizes\n\n| input | N |\n|-|-|\n| MNIST | 784 |\n| HD | 6291456 |\n")
    assert str(read.answers["q04.table"].cells["hd.n"].where) == "answers.md:11"


def test_bars_in_mathematics_end_no_cell(hand_in):
    read = hand_in(HEAD + "| input | N | MACs |\n|-|-|-|\n| MNIST | $|784|$ | a \\| b |\n")
    assert cells(read) == {"mnist.n": "$|784|$", "mnist.macs": "a | b"}


def test_a_dollar_sign_alone_hides_no_bar(hand_in):
    read = hand_in(HEAD + "| input | N | MACs |\n|-|-|-|\n| MNIST | 7$ | $8 |\n")
    assert cells(read) == {"mnist.n": "7$", "mnist.macs": "$8"}


def test_a_row_with_too_many_cells_cannot_be_judged_and_costs_no_other_row(hand_in):
    read = hand_in(HEAD + "| input | N |\n|-|-|\n| MNIST | 1 | 2 | 3 |\n| CIFAR | 3072 |\n")
    found = read.answers["q04.table"].cells
    assert "4 cells under 2 headings" in found["mnist.n"].problem
    assert (found["cifar.n"].text, found["cifar.n"].problem) == ("3072", None)


def test_a_row_with_too_few_cells_leaves_the_others_out(hand_in):
    read = hand_in(HEAD + "| input | N | MACs |\n|-|-|-|\n| MNIST | 784 |\n")
    assert cells(read) == {"mnist.n": "784"}


def test_an_empty_table_is_left_out(hand_in):
    read = hand_in(HEAD + "| input | N | MACs |\n|-|-|-|\n| MNIST | | - |\n")
    assert read.answers["q04.table"].left_out


def test_text_instead_of_a_table_is_answered_with_the_columns_that_were_wanted(hand_in):
    read = hand_in(HEAD + "784\n")
    assert read.answers["q04.table"].problem == "a table with the columns N, MACs, memory was wanted"


def test_a_table_without_any_known_column_names_those_there_are(hand_in):
    read = hand_in(HEAD + "| a | b |\n|-|-|\n| c | d |\n")
    assert "columns are N, MACs, memory" in read.answers["q04.table"].notes[0]


def test_a_cell_may_be_given_by_its_full_id(hand_in):
    read = hand_in("### q04.table.mnist.n\n784\n### q04.table.mnist.MACs: 614656\n")
    assert cells(read) == {"mnist.n": "784", "mnist.macs": "614656"}
    assert read.answers["q04.table"].cells["mnist.n"].part == "q04.table.mnist.n"
    assert read.answers["q04.table"].problem is None


def test_a_cell_given_twice_costs_only_itself(hand_in):
    read = hand_in(HEAD + "| input | N | MACs |\n|-|-|-|\n| MNIST | 784 | 614656 |\n| mnist | 785 | |\n")
    found = read.answers["q04.table"].cells
    assert "answered more than once" in found["mnist.n"].problem
    assert (found["mnist.macs"].text, found["mnist.macs"].problem) == ("614656", None)
    assert read.answers["q04.table"].problem is None


def test_a_table_answered_under_two_headings_cannot_be_judged(hand_in):
    table = "| input | N |\n|-|-|\n| {} | 784 |\n"
    read = hand_in(HEAD + table.format("MNIST") + HEAD + table.format("CIFAR"))
    assert "answered more than once" in read.answers["q04.table"].problem


def test_a_table_of_choices_is_read_like_any_other(hand_in):
    read = hand_in("### q09.scaling\n| size | MACs | weights |\n|-|-|-|\n| image (L_r·L_c) | linear | constant |\n")
    assert cells(read, "q09.scaling") == {"image.macs": "linear", "image.filter_memory": "constant"}


FULL = "| input | N | MACs |\n|-|-|-|\n| MNIST | 784 | 614656 |\n"


@pytest.mark.parametrize("blank", ["\n", "\n\n", "\n| | | |\n\n"])
def test_rows_after_a_blank_line_belong_to_the_table_above(hand_in, blank):
    read = hand_in(f"{HEAD}{FULL}{blank}| CIFAR | 3072 | 9437184 |\n\n| HD | 6291456 | 1 |\n")
    assert set(cells(read)) == {f"{row}.{column}" for row in ("mnist", "cifar", "hd") for column in ("n", "macs")}
    assert read.answers["q04.table"].problem is None


def test_rows_of_a_table_on_its_side_go_on_after_a_blank_line(hand_in):
    read = hand_in(HEAD + "| | MNIST |\n|-|-|\n| N | 784 |\n\n| MACs | 614656 |\n")
    assert cells(read) == {"mnist.n": "784", "mnist.macs": "614656"}


def test_a_line_with_bars_under_text_is_no_row(hand_in):
    read = hand_in(HEAD + FULL + "\nby |x| = 3:\n\nwords\n\n| CIFAR | 1 | 2 |\n")
    assert cells(read) == {"mnist.n": "784", "mnist.macs": "614656"}


@pytest.mark.parametrize(
    "row", ["| MNIST | 784 | 614656 | |", "| MNIST | 784 | 614656 || |", "MNIST | 784 | 614656 | | "]
)
def test_empty_cells_at_the_end_of_a_row_are_not_too_many(hand_in, row):
    read = hand_in(f"{HEAD}| input | N | MACs |\n|-|-|-|\n{row}\n")
    assert (cells(read), read.answers["q04.table"].cells["mnist.n"].problem) == (
        {"mnist.n": "784", "mnist.macs": "614656"},
        None,
    )


def test_a_table_without_a_heading_row_cannot_be_judged(hand_in):
    read = hand_in(HEAD + "| MNIST | 784 | 614656 | 616224 |\n|-|-|-|-|\n| CIFAR | 3072 | 9437184 | 9443328 |\n")
    found = read.answers["q04.table"]
    assert "wanted is a heading row with N, MACs, memory, and a row for each of" in found.problem
    assert found.notes == ("answers.md:6: a row stands where the table's heading belongs; columns are N, MACs, memory",)


@pytest.mark.parametrize("table", ["| a | b |\n|-|-|\n| c | d |\n", "| input | N |\n|-|-|\n| MNITS | 784 |\n"])
def test_a_table_of_which_nothing_can_be_read_is_not_taken_for_left_out(hand_in, table):
    found = hand_in(HEAD + table).answers["q04.table"]
    assert (found.left_out, "no cell of the table can be read" in found.problem) == (False, True)


def test_a_table_with_nothing_but_its_heading_is_left_out(hand_in):
    assert hand_in(HEAD + "| input | N |\n|-|-|\n").answers["q04.table"].left_out


def test_each_cell_under_a_heading_of_its_own_makes_one_table(hand_in):
    read = hand_in("### q04.table.mnist.n\n784\n\n### q04.table.cifar.n\n3072\n\n### q04.table.mnist.n\n-\n")
    assert (cells(read), read.answers["q04.table"].problem) == ({"mnist.n": "784", "cifar.n": "3072"}, None)


def test_a_row_outside_the_table_is_mentioned(hand_in):
    table = "| input | N |\n| --- | --- |\n| MNIST | 784 |\nand then\n| CIFAR | 3072 |\n\n| as said | before |\n"
    read = hand_in(f"{HEAD}{table}")
    assert cells(read) == {"mnist.n": "784"}
    assert read.answers["q04.table"].notes == (
        "answers.md:10: a row outside the table is not read; write it under the others",
    )
