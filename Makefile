# Two targets do all the set-up on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := corpora/sample/8580-503-journal.docx
# Submissions that `make bench` hands to two processes (100 is asked for), and the virtual
# environment that holds what it compares with, when there is one.
BATCH ?= 20
PEERS ?=

.PHONY: demo test check evaluate bench train clean

demo: $(VENV)/premark
	$(BIN)/premark map $(SAMPLE) --unit 8580-503 --format html,json,docx,csv --out reports

test: $(VENV)/test check
	$(BIN)/python -m pytest -n 2  # each worker loads the models, about 1 GB

check: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

evaluate: $(VENV)/test
	$(BIN)/python corpora/build.py
	$(BIN)/premark evaluate corpora/build --ablate
	$(BIN)/premark evaluate corpora/build --hide-headings

bench: $(VENV)/test
	$(BIN)/python -m benchmarks.bench --batch $(BATCH) $(if $(PEERS),--peers $(PEERS)) --json reports/bench.json
	$(BIN)/python -m benchmarks.detecting

train: $(VENV)/test
	$(BIN)/premark train moves

# torch is installed first and pinned: a looser pin would pull gigabytes that nothing here uses.
$(VENV)/torch:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check torch==2.13.0
	touch $@

$(VENV)/premark: $(VENV)/torch pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/test: $(VENV)/torch pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@ $(VENV)/premark

clean:
	rm -rf $(VENV) reports corpora/build .pytest_cache .mypy_cache .ruff_cache
