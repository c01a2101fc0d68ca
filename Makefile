# Two targets do all the set-up on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SAMPLE := corpora/sample/8580-503-journal.docx
# Submissions that `make bench` hands to two processes (100 is asked for), and the virtual
# environment that holds what it compares with, when there is one.
BATCH ?= 20
PEERS ?=
# How many mutated files `make fuzz` reads, and seconds for each parser of `make fuzz-native`.
N ?= 10000
SECONDS ?= 60
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: demo test check evaluate bench train fuzz fuzz-native audit clean

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

fuzz: $(VENV)/test
	nice -n 19 $(BIN)/python tests/fuzz/fuzz.py $(N)

# atheris, which it needs, is made for Linux and macOS and for some versions of Python alone.
fuzz-native: $(VENV)/test
	$(PIP) -e '.[fuzz]'
	nice -n 19 $(BIN)/python tests/fuzz/native.py all -max_total_time=$(SECONDS)

audit: $(VENV)/test
	$(PIP) -e '.[audit]'
	$(BIN)/python docs/audit_pins.py

# torch is installed first and pinned: a looser pin would pull gigabytes that nothing here uses.
$(VENV)/torch:
	$(PYTHON) -m venv $(VENV)
	$(PIP) torch==2.13.0
	touch $@

$(VENV)/premark: $(VENV)/torch pyproject.toml constraints.txt
	$(PIP) -e .
	touch $@

$(VENV)/test: $(VENV)/torch pyproject.toml constraints.txt
	$(PIP) -e '.[test]'
	touch $@ $(VENV)/premark

clean:
	rm -rf $(VENV) reports corpora/build .pytest_cache .mypy_cache .ruff_cache
