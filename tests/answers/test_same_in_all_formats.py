"""The same content in each format, as file, folder and zip, gives the same answers; other libraries write it."""

import json
import re
import tempfile
import zipfile
from pathlib import Path

import pytest
import tomlkit
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from grader import answers, catalog

HW01 = catalog.load("hw01")
PLAIN = [part for part in HW01.parts if not part.rows and not part.file and part.kind != "graph"]
TABLES = [part for part in HW01.parts if part.rows]

# A line that Markdown takes as text: it begins with none of Markdown's own marks, and has no comment in it.
first = st.sampled_from("abcdxyzMNKF0123456789$(\\√∝")
rest = st.text(st.sampled_from("abcMNK_019 ^{}()[]/*+-=<>.,:;!?$\\|%&#'\"√≤·é中"), max_size=25)
# Escaped characters, HTML, entities and the numbers of lists, which Markdown alone has (test_plain, test_items).
MARKS = re.compile(r"<!--|\$\$|\\[*^\-+#.~=<>/()]|</?[a-z]|&#?\w+;|^\(?\w{1,2}[.)]\s")
line = st.tuples(first, rest).map("".join).map(str.rstrip).filter(lambda text: not MARKS.search(text))
long_answer = st.lists(line, min_size=1, max_size=3).map("\n".join)


def means_something(text):
    from grader.answers.piece import left_out

    return not left_out(text) and not text.lower().startswith("q")


plain_answers = st.dictionaries(st.sampled_from([part.id for part in PLAIN]), long_answer.filter(means_something))
cell = line.filter(means_something)
tables = st.fixed_dictionaries(
    {},
    optional={
        part.id: st.dictionaries(
            st.sampled_from([row.id for row in part.rows]),
            st.dictionaries(st.sampled_from([column.id for column in part.columns]), cell, min_size=1),
            min_size=1,
        )
        for part in TABLES
    },
)


def markdown(plain, tabled):
    lines = ["---", "assignment: hw01", "student: s042", "---"]
    for part, text in plain.items():
        lines += ["", f"### {part}", "> statement", "", text]
    for part in TABLES:
        rows = tabled.get(part.id)
        if rows:
            lines += ["", f"### {part.id}", "", "| | " + " | ".join(c.title for c in part.columns) + " |"]
            lines += ["| --- |" + " --- |" * len(part.columns)]
            for row in part.rows:
                cells = (rows.get(row.id, {}).get(c.id, "").replace("|", "\\|") for c in part.columns)
                lines.append(f"| {row.title} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def document(plain, tabled):
    return {"assignment": "hw01", "student": "s042", "answers": {**plain, **tabled}}


def notebook(plain, tabled):
    cells = [{"cell_type": "markdown", "source": part} for part in markdown(plain, tabled).split("\n\n###")]
    cells[1:] = [{**cell, "source": "###" + cell["source"]} for cell in cells[1:]]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


WRITERS = {
    "answers.md": markdown,
    "answers.yaml": lambda *a: yaml.safe_dump(document(*a), allow_unicode=True),
    "answers.yml": lambda *a: yaml.safe_dump(document(*a), default_flow_style=True, width=40),
    "answers.json": lambda *a: json.dumps(document(*a)),
    "answers.toml": lambda *a: tomlkit.dumps(document(*a)),
    "answers.ipynb": notebook,
}


def texts(submission):
    """Part or cell -> text, of everything that was answered."""
    found = {}
    for part, answer in submission.answers.items():
        assert answer.problem is None, answer
        found |= {f"{part}.{key}": one.text for key, one in answer.cells.items() if not one.left_out}
        if answer.text:
            found[part] = answer.text
    return found


def flat(plain, tabled):
    cells = {
        f"{part}.{row}.{column}": text
        for part, rows in tabled.items()
        for row, columns in rows.items()
        for column, text in columns.items()
    }
    return {**plain, **cells}


@pytest.mark.parametrize("name", WRITERS)
@settings(max_examples=60, deadline=None)
@given(plain=plain_answers, tabled=tables)
def test_the_same_content_gives_the_same_answers(name, plain, tabled):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_text(WRITERS[name](plain, tabled), encoding="utf-8")
        assert texts(answers.read(path)) == flat(plain, tabled)


def test_a_file_its_folder_and_its_zip_give_the_same_answers(tmp_path):
    plain, tabled = {"q03.intensity": "$MNK$", "q05.why": "too\nlarge"}, {"q04.table": {"mnist": {"n": "784"}}}
    for name, write in WRITERS.items():
        folder = tmp_path / name.replace(".", "_")
        folder.mkdir()
        (folder / name).write_text(write(plain, tabled))
        (folder / "lowering.py").write_text("def lower(x, h): return []")
        with zipfile.ZipFile(folder.with_suffix(".zip"), "w") as archive:
            for path in folder.iterdir():
                archive.write(path, path.name)
        read = [answers.read(path) for path in (folder / name, folder, folder.with_suffix(".zip"))]
        assert read[0].answers == read[1].answers == read[2].answers
        assert texts(read[0]) == flat(plain, tabled) | {"q07.lowering": "def lower(x, h): return []"}
