# make run: the app. make serve: the app with its share pages. make site: those pages as files.
# make test: every check and every test. Each installs what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# With the hashes of a lock, pip refuses a file that is not the one that was locked.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: run serve site test check format lock screenshots bench clean

run: $(VENV)/.run
	$(BIN)/streamlit run app.py

serve: $(VENV)/.run
	$(BIN)/streamlit run server.py

site: $(VENV)/.run
	$(BIN)/python -m share site

test: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m peel check
	$(BIN)/python -m pytest

check: $(VENV)/.run
	$(BIN)/python -m peel check

format: $(VENV)/.dev
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
# bounds allow it. The newest that they allow: make lock LOCK=--upgrade
LOCK ?=
COMPILE = $(BIN)/uv pip compile --no-config --quiet --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes --custom-compile-command "make lock" $(LOCK)

lock: $(VENV)/.dev
	$(COMPILE) requirements.txt --output-file requirements.lock
	$(COMPILE) requirements-dev.txt --constraints requirements.lock --output-file requirements-dev.lock

# The pictures of the README, made anew. Needs Chromium.
screenshots: $(VENV)/.dev
	$(BIN)/python docs/screenshots.py

# Speed and steadiness, about half an hour on a machine with nothing else to do. wrk, nginx and
# Chromium are used where they are installed. A taste of it: make bench BENCH=--smoke
BENCH ?= --write
bench: $(VENV)/.bench
	$(BIN)/python -m bench $(BENCH)

$(VENV)/.bench: $(VENV)/.dev requirements-bench.txt
	$(INSTALL) -r requirements-bench.txt
	touch $@

clean:
	rm -rf $(VENV)
