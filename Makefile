# make run: the app. make serve: the app with its share pages. make site: those pages as files.
# make test: every check and every test. Each installs what it needs first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run serve site test check format screenshots bench clean

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

$(VENV)/.run: requirements.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

$(VENV)/.dev: requirements.txt requirements-dev.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	touch $@ $(VENV)/.run

# The pictures of the README, made anew. Needs Chromium.
screenshots: $(VENV)/.dev
	$(BIN)/python docs/screenshots.py

# Speed and steadiness, about half an hour on a machine with nothing else to do. wrk, nginx and
# Chromium are used where they are installed. A taste of it: make bench BENCH=--smoke
BENCH ?= --write
bench: $(VENV)/.bench
	$(BIN)/python -m bench $(BENCH)

$(VENV)/.bench: requirements.txt requirements-dev.txt requirements-bench.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	touch $@ $(VENV)/.dev $(VENV)/.run

clean:
	rm -rf $(VENV)
