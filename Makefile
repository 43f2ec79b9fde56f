# Everything that a person types here. `make help` lists it.
#
# The only things taken from the machine are Python (>= 3.11), git and make: uv is installed into .tools/, the
# project and everything it needs into .venv/. Both folders can be deleted at any time.

BIN  := .venv/bin
UV   ?= .tools/bin/uv
# The first Python that is new enough; `make PYTHON=/path/to/python3.12` chooses another.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
PORT ?= 3000
PYTEST_ARGS ?= --numprocesses=auto --dist=loadfile

# As if the environment were activated: dagster-dbt looks for `dbt` on the PATH, `dg` for the environment.
export PATH := $(abspath $(BIN)):$(PATH)
export VIRTUAL_ENV := $(abspath $(BIN)/..)
# No tool of this project reports home, and uv never fetches a Python of its own.
export DO_NOT_TRACK := 1
export UV_PYTHON_DOWNLOADS := never

.DEFAULT_GOAL := help
.PHONY: help setup run test dev lint lint-ruff lint-types lint-imports lint-sql lint-lua format bench soak tracker sample generate repairs-page questions-page requirements hooks clean

help:  ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# --- the two commands of the README -----------------------------------------------------------------------------

run: setup  ## load what lies in the raw folder, build the marts, print a summary
	@$(BIN)/proximity build

test: setup  ## every test: Python, dbt, lint
	@$(BIN)/pytest $(PYTEST_ARGS)

# --- working on it ----------------------------------------------------------------------------------------------

dev: setup  ## Dagster UI on http://127.0.0.1:$(PORT)
	@home="$$($(BIN)/python -c 'from proximity.settings import load_settings; print(load_settings().dagster_home)')" \
	&& mkdir -p "$$home" && cp config/dagster.yaml "$$home/dagster.yaml" \
	&& DAGSTER_HOME="$$home" PYTHONWARNINGS='ignore:Function `dev_command` is superseded' \
		exec $(BIN)/dagster dev --workspace workspace.yaml --host 127.0.0.1 --port $(PORT)

lint: lint-ruff lint-types lint-imports lint-sql lint-lua  ## what pre-commit and CI check

lint-ruff: setup
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

lint-types: setup
	@$(BIN)/mypy

lint-imports: setup
	@$(BIN)/lint-imports --no-logo

lint-sql: setup
	@$(BIN)/sqlfluff lint --disable-progress-bar dbt_project

# StyLua comes from npm, if the machine has it; whether the modules hold together is tested without.
STYLUA_VERSION := 2.5.2
STYLUA := .tools/stylua/$(STYLUA_VERSION)
HAS_NPM := $(shell command -v npm)

$(STYLUA):
	@npm install --silent --no-fund --no-audit --prefix .tools/stylua @johnnymorganz/stylua@$(STYLUA_VERSION)
	@touch $@

lint-lua: $(if $(HAS_NPM),$(STYLUA))
	@$(if $(HAS_NPM),node lua/style.mjs --check,echo "lint-lua: no npm here, the style of lua/src/ is not checked")

format: setup $(if $(HAS_NPM),$(STYLUA))  ## put the code into the house style
	@$(BIN)/ruff check --fix --show-fixes . || true
	@$(BIN)/ruff format .
	@$(BIN)/sqlfluff fix --disable-progress-bar dbt_project || true
	@$(if $(HAS_NPM),node lua/style.mjs)

bench: setup  ## speed and memory, each as a ratio with both numbers
	@$(BIN)/python -m bench

soak: setup  ## random arrivals, kills, damaged and cut files, for about 20 minutes (SOAK_ARGS=--quick for less)
	@$(BIN)/python -m soak $(SOAK_ARGS)

tracker: setup  ## lua/proximity_tracker.lua from the modules in lua/src/; prints its SHA-1
	@$(BIN)/python -m proximity.tracker_release

generate: setup  ## docs and dbt sources from the format table, the list of mart columns from the models
	@$(BIN)/python -m proximity.staging.generate
	@$(BIN)/python -m proximity.transforming.contract

sample: setup  ## the simulated rounds of raw/sample anew, after a change of the tracker or the simulator
	@rm -f raw/sample/*-fuel_depot-* raw/sample/*-harbourgate-*
	@$(BIN)/proximity simulate --rounds 4 --seed 4 --players 6 --minutes 2 --bots 1 --map harbourgate --map fuel_depot --jobs 1 --out raw/sample

repairs-page: setup  ## the counts of the sample rounds in docs/repairs.md
questions-page: setup  ## the answers of the sample rounds in docs/bi.md
repairs-page questions-page:
	@folder="$$(mktemp -d)" && trap 'rm -rf "$$folder"' EXIT && mkdir "$$folder/raw" && cp -R raw/sample "$$folder/raw/" \
	&& export PROXIMITY_RAW_DIR="$$folder/raw" PROXIMITY_DATA_DIR="$$folder/data" \
	&& $(BIN)/proximity build && $(BIN)/python -m proximity.reporting.$(subst -,_,$@)

hooks: setup  ## run `make lint` before every commit
	@$(BIN)/pre-commit install

# --- the environment --------------------------------------------------------------------------------------------

setup: .venv/.installed  ## install uv and the locked packages into the project

.tools/bin/uv: requirements-uv.txt
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer found. Install one, or name it: make PYTHON=/path/to/python3.12 setup" >&2; exit 1; }
	@echo "Installing uv into .tools/"
	@$(PYTHON) -m venv --clear .tools || { rm -rf .tools; \
		echo "make: '$(PYTHON) -m venv' does not work here. On Debian and Ubuntu: apt-get install python3-venv. With a uv of your own: make UV=uv setup" >&2; exit 1; }
	@.tools/bin/python -m pip install --quiet --require-hashes --requirement requirements-uv.txt
	@touch $@

.venv/.installed: $(if $(findstring .tools,$(UV)),.tools/bin/uv) requirements.txt requirements-dev.txt pyproject.toml
	@echo "Installing the locked packages into .venv/"
	@test -x $(BIN)/python || $(UV) venv --quiet --clear --python "$(PYTHON)" .venv
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes --compile-bytecode requirements.txt requirements-dev.txt
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

# Universal: one file for every system and Python from 3.11 on. Versions and hashes only, no addresses.
COMPILE = UV_CUSTOM_COMPILE_COMMAND="make requirements" $(UV) pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-annotate

requirements: setup  ## lock the versions of pyproject.toml again (UPGRADE=--upgrade for newer ones)
	@$(COMPILE) $(UPGRADE) --output-file requirements.txt pyproject.toml
	@$(COMPILE) $(UPGRADE) --constraints requirements.txt --group pyproject.toml:dev --output-file requirements-dev.txt
	@echo "uv==$$($(UV) --version | cut -d' ' -f2)" | $(COMPILE) --output-file requirements-uv.txt -

clean:  ## remove environments and caches; data stays
	@rm -rf .venv .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dbt_project/target dbt_project/logs
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
