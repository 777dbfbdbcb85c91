# Every target does all its set-up on a machine that has only Python (3.11 or later) and make.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
WORKERS ?= 2
BENCHMARKS = benchmarks/cli/latency.py benchmarks/sandbox/cost.py benchmarks/training/run.py benchmarks/expressions/run.py \
	benchmarks/reports/page.py

.PHONY: test lint demo key bench fuzz wheel-test clean

test: $(READY)
	$(BIN)/python -m pytest -n $(WORKERS)

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

demo: $(READY)
	$(BIN)/grader demo

key: $(READY) # the reference formulas of every assignment, derived anew
	$(BIN)/python -m grader.catalog

bench: $(READY)
	for script in $(BENCHMARKS); do echo "== $$script"; $(BIN)/python "$$script" || exit 1; done

fuzz: $(READY) # a million inputs into the reader, then the property tests with a hundred times as many examples
	$(BIN)/python benchmarks/expressions/fuzz.py
	$(BIN)/python -m pytest -n $(WORKERS) -m "not slow" --hypothesis-profile fuzz

wheel-test: $(READY) # the built wheel, installed and used in an empty folder
	$(BIN)/python -m pytest tests/packaging

clean:
	rm -rf .venv .venv-peers build dist report demo .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; name one: make PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@
