# Two commands on a fresh machine (Python 3.11+, make): `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO ?= demo-out
WORKERS ?= auto
FUZZ_SECONDS ?= 60

.PHONY: demo test check bench docs fuzz wheel screenshots changelog clean

$(VENV)/.base: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("draftdiff needs Python 3.11 or newer: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.base
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

$(VENV)/.dev: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,docs]'
	@touch $@

$(VENV)/.bench: $(VENV)/.test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	@touch $@

## The bundled history, end to end: $(DEMO)/report.html, $(DEMO)/history.json, and a summary here.
demo: $(VENV)/.base
	$(BIN)/draftdiff demo -o $(DEMO)

## The test suite. Tests that need Chromium, LibreOffice or tesseract skip where they are missing.
test: $(VENV)/.test
	$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile

## Lint, types, import contracts, quality floors.
check: $(VENV)/.dev $(VENV)/.bench
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pyright --pythonpath $(BIN)/python
	$(BIN)/lint-imports
	$(BIN)/python bench/check_floors.py

## Quality and speed, with the peers in the same run: tables here, JSON under bench/out/, docs/accuracy-and-speed.md.
bench: $(VENV)/.bench
	for part in startup main_job quality changes_score citations_score provenance speed pdf_speed report_speed; do \
	  echo "== bench/$$part.py"; $(BIN)/python bench/$$part.py || exit 1; done
	$(BIN)/python docs/figures.py

## The documentation, with its code executed; warnings are errors.
docs: $(VENV)/.dev
	$(BIN)/python -m sphinx -W --keep-going -b html docs docs/_build/html

## Every reader under a coverage-guided fuzzer, FUZZ_SECONDS each.
fuzz: $(VENV)/.base
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]'
	tests/fuzz/run.sh $(BIN)/python $(FUZZ_SECONDS)

wheel: $(VENV)/.dev
	$(BIN)/python -m build --wheel --outdir dist .

clean:
	rm -rf $(VENV) build dist demo-out docs/_build bench/out
