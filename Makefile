# make setup   the environment in .venv, and nothing else
# make demo    a synthetic county on 127.0.0.1:8000   (PORT=… RESET=1 PEOPLE=… FULL=1)
# make check   format, lint, contracts, types, migrations, built docs, pure tests
# make test    everything, on SQLite and PostgreSQL, with a browser where there is one
# make bench   the benchmarks
# make pictures  the manual's pictures, from the demo
# make bundle  one file that installs without a network   (PLATFORM=aarch64 for the other machines)
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo check test bench bundle pictures dev lock

setup: $(VENV)/.setup
dev: $(VENV)/.dev

$(BIN)/uv: requirements/uv.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
	@touch $@

$(VENV)/.packages: $(BIN)/uv requirements/setup.txt pyproject.toml
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements/setup.txt
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.assets: $(VENV)/.packages package-lock.json scripts/assets.py
	@$(BIN)/python scripts/assets.py
	@touch $@

$(VENV)/.messages: $(VENV)/.packages scripts/messages.py $(wildcard src/dandang/locale/*/LC_MESSAGES/*.po)
	@$(BIN)/python scripts/messages.py compile
	@touch $@

$(VENV)/.setup: $(VENV)/.packages $(VENV)/.assets $(VENV)/.messages
	@touch $@

$(VENV)/.dev: $(VENV)/.setup requirements/dev.txt
	@VIRTUAL_ENV=$(VENV) $(BIN)/uv pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@

demo: setup
	@$(BIN)/dandang demo --port $(PORT) $(if $(RESET),--reset) $(if $(PEOPLE),--people $(PEOPLE)) $(if $(FULL),--full)

check: dev
	@$(BIN)/python scripts/check

test: dev
	@$(BIN)/python scripts/test

bench: dev
	@$(BIN)/python -m benchmarks

pictures: dev
	@$(BIN)/python scripts/pictures
	@$(BIN)/python scripts/score_pictures.py

bundle: setup
	@$(BIN)/python scripts/bundle $(if $(PLATFORM),--platform $(PLATFORM))

lock: $(BIN)/uv
	@scripts/lock
