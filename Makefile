# Two commands are enough to begin: `make demo` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LOCK   := requirements/dev.lock
EVAL   ?= ../shared

# uv does the installing; where it is absent it is put into the environment with pip, and nowhere else
UV     := $(shell command -v uv 2>/dev/null || echo $(BIN)/uv)
# byte-compiled at once, so that the first command starts as fast as the second
PIP    := $(UV) pip install --quiet --compile-bytecode --python $(BIN)/python

.DEFAULT_GOAL := help
.PHONY: help setup consumers demo test lint types law check golden bench docs format lock clean

help:  ## say what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

setup: $(VENV)/.ready  ## from nothing to a working .venv/bin/testigo

# what the gazetteer is made of; packs of languages and actors are compiled anew by themselves
WORLD  := $(wildcard src/testigo/packs/places/* src/testigo/packs/world/*.py)

$(VENV)/.ready: $(LOCK) pyproject.toml hatch_build.py $(WORLD)
	@test -x $(BIN)/python || if command -v uv >/dev/null; \
		then uv venv --quiet --python $(PYTHON) $(VENV); \
		else $(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet uv; fi
	$(PIP) --require-hashes -r $(LOCK)
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

consumers: setup  ## pandas, frictionless and others that judge exports in the tests (needs ICU's headers)
	$(PIP) --require-hashes -r requirements/consumers.lock

demo: setup  ## read the dispatches in examples/
	$(BIN)/testigo read --from text examples/

test: setup  ## every test, on all cores
	$(BIN)/pytest -n auto --maxprocesses 8 --dist worksteal

lint: setup  ## style of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup  ## mypy, strict
	$(BIN)/mypy

law: setup  ## which room may import which
	$(BIN)/lint-imports

golden: setup  ## write tests/golden and the picture of a card anew: read the difference against the texts
	$(BIN)/python -m tests.golden.write
	$(BIN)/python -m benchmarks.card_picture

check: lint types law test  ## all that CI asks for

bench: setup  ## measure against the evaluation sets: make bench EVAL=folder
	$(PIP) --require-hashes -r requirements/bench.lock
	$(BIN)/python -m benchmarks.bench --eval $(EVAL)
	$(BIN)/python -m benchmarks.gate --eval $(EVAL)
	$(BIN)/python -m benchmarks.join_weights $(EVAL)/data/gva/docs.jsonl.gz --min b_cubed=0.93 --min pairs=0.81
	$(BIN)/python -m benchmarks.series
	$(BIN)/python -m benchmarks.speed --eval $(EVAL)

docs: setup  ## build the documentation into site/: a broken link stops it, and so does what a page would fetch
	$(PIP) --require-hashes -r requirements/docs.lock
	$(BIN)/zensical build --strict --clean
	@! grep -rn '```' site --include=*.html # a fence that the builder does not know is printed as it stands
	@! grep -rEn '<(script|img|iframe)[^>]* src="?https?:|<link[^>]* href="?https?:[^>]*(css|font|icon)' site --include=*.html

format: setup  ## put the code into shape
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock:  ## renew the locked requirements, without naming an index
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--extra dev pyproject.toml --output-file $(LOCK)
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--extra bench --constraint $(LOCK) pyproject.toml --output-file requirements/bench.lock
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--extra consumers --extra tables --constraint $(LOCK) pyproject.toml --output-file requirements/consumers.lock
	$(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--extra docs --constraint $(LOCK) pyproject.toml --output-file requirements/docs.lock

clean:  ## remove what was built
	rm -rf $(VENV) build dist site .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
