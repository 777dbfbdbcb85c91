import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import UsageError
from grader.exports.spreadsheet import read

cells = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0"), max_size=8)
tables = st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(cells, min_size=n, max_size=n), min_size=1, max_size=5))


def written(rows, **how) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, **how).writerows(rows)
    return stream.getvalue().encode()


@given(tables, st.sampled_from([(csv.QUOTE_ALL, "\r\n"), (csv.QUOTE_ALL, "\n"), (csv.QUOTE_MINIMAL, "\r\n")]))
def test_cells_are_read_as_the_csv_module_wrote_them(rows, how):
    quoting, line_end = how
    rows = [["first", "second", *row] for row in rows]  # the separator is told from the first line
    book = read(written(rows, quoting=quoting, lineterminator=line_end), "x.csv")
    assert [[cell.value for cell in row] for row in book.rows] == rows


@given(tables)
def test_without_changes_every_byte_stays(rows):
    content = b"\xef\xbb\xbf" + written([["first", "second"], *rows]) + b"\xff\xfe,tail"
    assert read(content, "x.csv").filled([]) == content


@given(tables, cells, st.data())
def test_a_changed_cell_changes_and_no_other(rows, value, data):
    rows = [["first", "second", *row] for row in rows]
    book = read(written(rows, quoting=csv.QUOTE_ALL), "x.csv")
    i = data.draw(st.integers(0, len(rows) - 1))
    j = data.draw(st.integers(2, len(rows[0]) - 1))
    again = read(book.filled([(book.rows[i][j], value)]), "x.csv")
    expected = [list(row) for row in rows]
    expected[i][j] = value
    assert [[cell.value for cell in row] for row in again.rows] == expected


@given(tables, st.data())
def test_a_column_can_be_left_out(rows, data):
    rows = [["first", "second", *row] for row in rows]
    out = data.draw(st.integers(0, len(rows[0]) - 1))
    again = read(read(written(rows, quoting=csv.QUOTE_ALL), "x").filled([], without_column=out), "x")
    assert [[cell.value for cell in row] for row in again.rows] == [row[:out] + row[out + 1 :] for row in rows]


def test_a_quote_that_is_never_closed_is_named_with_its_line():
    with pytest.raises(UsageError, match=r"^gradebook\.csv:2: a quote is never closed"):
        read(b'a,b\n"c,d\n', "gradebook.csv")


def test_an_empty_file_says_what_to_give():
    with pytest.raises(UsageError, match="is empty"):
        read(b"", "gradebook.csv")
