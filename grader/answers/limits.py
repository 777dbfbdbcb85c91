"""How much of a submission is looked at. Every cap is checked before the work that it bounds."""

ANSWER_BYTES = 1 << 20  # an answer file
NOTEBOOK_BYTES = 16 << 20  # a notebook carries its pictures
CODE_BYTES = 200_000  # a code file
ANSWER_CHARACTERS = 20_000  # one answer
DEPTH = 32  # maps and lists inside each other
NODES = 50_000  # values of a YAML, TOML or JSON file, with every alias written out
SECTIONS = 5_000  # headings of a Markdown file or notebook
FILES = 2_000  # entries of a folder or zip
FOLDER_DEPTH = 6
ZIP_BYTES = 64 << 20
UNPACKED_BYTES = 64 << 20  # of what is inflated from one zip, counted while it is
WARNINGS = 25
QUOTED_CHARACTERS = 50  # of a student's text inside a message
