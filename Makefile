# archivegen: make demo and make test set themselves up on a fresh machine with Python 3.11 or newer.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
BENCH := .bench
BENCH_OPTIONS ?=
SAMPLE := samples/香水村产业道路

.PHONY: demo test golden schemas gallery bench clean

demo: $(READY)
	@tools/demo $(BIN)/archivegen $(SAMPLE)

test: $(READY)
	@tools/require-office $(VENV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto

# Rewrites the golden texts; the diff is the review.
golden: $(READY)
	GOLDEN=rewrite $(BIN)/pytest -n auto tests/test_golden.py

# Regenerates what is read off the models: schemas/*.json and the reference pages under docs/.
schemas: $(READY)
	$(BIN)/archivegen schema --output schemas/project.schema.json
	$(BIN)/python tools/write_reference.py

# Draws docs/gallery: the first page of every paper.
gallery: $(READY)
	@tools/require-office $(VENV)
	$(BIN)/python tools/make_gallery.py

# Measures this program beside its peers, which it installs into places of their own: make bench BENCH_OPTIONS=--quick
bench: $(BENCH)/.ready
	@$(BENCH)/bin/python benchmarks $(BENCH_OPTIONS)

$(BENCH)/.ready: pyproject.toml benchmarks/requirements.txt benchmarks/package.json benchmarks/install-peers
	@test -d $(BENCH) || $(PYTHON) -m venv $(BENCH)
	@benchmarks/install-peers $(BENCH)
	@touch $(BENCH)/.ready

$(READY): pyproject.toml
	@test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@$(BIN)/python -m compileall -q src
	@touch $(READY)

clean:
	rm -rf $(VENV) $(BENCH) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
