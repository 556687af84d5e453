# `make help` lists the targets, from the words after '##'. Each installs what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# With the hashes of a lock, pip refuses a file that is not the one that was locked.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help run serve site test coverage check format lock screenshots bench clean

help: ## what each target does
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/.run ## the dashboard, on http://localhost:8501
	$(BIN)/streamlit run app.py

serve: $(VENV)/.run ## the dashboard with its share pages, data files and health checks
	$(BIN)/streamlit run server.py

site: $(VENV)/.run ## the share pages and data as plain files in site/, for any web host
	$(BIN)/python -m share site

test: $(VENV)/.dev ## every check and every test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m peel check
	$(BIN)/python -m pytest

# Without the tests in a browser, which start processes of their own. Tracing takes its time, so this
# is not part of `make test`.
coverage: $(VENV)/.dev ## which lines no test reaches
	$(BIN)/python -m pytest --cov --cov-report=term:skip-covered \
		tests/peel tests/components tests/pages tests/share

check: $(VENV)/.run ## check the data files
	$(BIN)/python -m peel check

format: $(VENV)/.dev ## mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock | $(BIN)/python
	$(INSTALL) --require-hashes -r requirements.lock
	touch $@

$(VENV)/.dev: requirements.lock requirements-dev.lock | $(BIN)/python
	$(INSTALL) --require-hashes -r requirements-dev.lock
	touch $@ $(VENV)/.run

# The locks hold for every system and for Python 3.11 and newer. Versions stay as they are where the
# bounds allow it.
LOCK ?=
COMPILE = $(BIN)/uv pip compile --no-config --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --custom-compile-command "make lock" $(LOCK)

lock: $(VENV)/.dev ## write requirements*.lock anew, with LOCK=--upgrade to the newest versions
	$(COMPILE) requirements.txt --output-file requirements.lock
	$(COMPILE) requirements-dev.txt --constraints requirements.lock --output-file requirements-dev.lock

screenshots: $(VENV)/.dev ## the pictures of the README, made anew; needs Chromium
	$(BIN)/python docs/screenshots.py

# On a machine with nothing else to do. wrk, nginx and Chromium are used where they are installed.
BENCH ?= --write
bench: $(VENV)/.bench ## speed and steadiness, half an hour; a taste with BENCH=--smoke
	$(BIN)/python -m bench $(BENCH)

$(VENV)/.bench: $(VENV)/.dev requirements-bench.txt
	$(INSTALL) -r requirements-bench.txt
	touch $@

clean: ## remove .venv
	rm -rf $(VENV)
