# Every target needs only Python 3.11 or newer with venv, make and the network; the first one to run makes .venv.

VENV ?= .venv
# The folder with labelled messages and their scorers; it stands beside the project and is not part of it.
SHARED ?= ../shared
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := $(VENV)/bin
PEERS := $(VENV)-peers
READY := $(VENV)/.ready
# What is tested in each of its branches.
CORE := */habeas/detection/*,*/habeas/domain/*,*/habeas/policy/*,*/habeas/money.py

.DEFAULT_GOAL := help
.PHONY: help demo test test-long packages native check lint score bench bench-peers tables lock clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(READY) ## Start a service, tell it a story as events, and show what it decides and why
	@$(BIN)/habeas demo

test: packages native $(READY) ## Run the tests, on PostgreSQL what is about the database
	@$(BIN)/python -m tests.on_postgres $(BIN)/pytest -n auto tests/integration
	@$(BIN)/pytest -n auto --cov --cov-report=
	@$(BIN)/coverage report --fail-under 100 --include '$(CORE)'
	@$(BIN)/coverage report --fail-under 95 --omit '$(CORE)'

test-long: packages native $(READY) ## Run what takes longer, too, on both databases: at most 30 minutes each
	@timeout --signal INT 30m $(BIN)/pytest -n auto -m long
	@timeout --signal INT 30m $(BIN)/python -m tests.on_postgres $(BIN)/pytest -n auto -m long tests/integration

packages:
	@.ci/install-packages

native: ## Build the native engine, which reads messages some ten times faster (needs a C++ compiler)
	@$(MAKE) --no-print-directory -C native -j $(shell nproc 2>/dev/null || echo 2)

lint: $(READY) ## Check style, types and who imports whom
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

check: lint test ## Run what CI runs

score: native $(READY) ## Measure detection and decisions on labelled messages, where they are at hand
	@$(BIN)/python -m bench.score --shared $(SHARED)

bench: native $(READY) ## Measure speed and memory, as ratios to a reference in the same run
	@$(BIN)/python -m bench.run --peers $(PEERS)/bin/python

bench-peers: ## Install what `make bench` compares with, in an environment of its own
	@$(PYTHON) -m venv $(PEERS)
	@$(PEERS)/bin/python -m pip install --quiet --disable-pip-version-check --requirement bench/peers.txt

tables: $(READY) ## Write again what is made from code: the table of cues, and which tests hold which rule of due process
	@$(BIN)/python tables/write_cues.py
	@$(BIN)/python docs/write_due_process_coverage.py

lock: $(READY) ## Pin every dependency again, with hashes, for every platform
	@$(BIN)/uv pip compile pyproject.toml --group dev --all-extras --universal --python-version 3.11 --upgrade \
		--no-strip-extras --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --output-file requirements.lock --quiet

clean: ## Remove what was built or cached
	$(MAKE) -C native clean
	rm -rf $(VENV) build dist .coverage .coverage.* .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed (Debian package: python3.11)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed (Debian package: python3.11)."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null \
		|| { echo "Python's venv module is needed (Debian package: python3.11-venv)."; exit 1; }
	@echo "Installing into $(VENV) (once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
