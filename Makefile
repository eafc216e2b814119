# Two commands for everyone: `make serve` and `make test`. Everything is written inside this folder.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: serve test quick prove bench fmt vocabularies clean

serve: $(VENV)/.serve
	@$(MAKE) --no-print-directory editor || echo "The query editor could not be built; the page has a plain text area"
	$(BIN)/resource-ld --config data/resource-ld.toml publish --preview
	$(BIN)/resource-ld --config data/resource-ld.toml serve

test: $(VENV)/.test $(VENV)/ckan/.done debian editor clients
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -m "not prove and not alone" -n 2 --dist loadfile --durations 20
	$(BIN)/python -m pytest -m "alone and not prove" --durations 10

quick: $(VENV)/.test
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -m "not slow and not prove" -x -n 2 --dist loadfile

prove: $(VENV)/.test
	$(BIN)/python -m pytest -m prove --timeout 3600

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks

fmt: $(VENV)/.test
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

vocabularies: $(VENV)/.test
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[vocabularies]'
	$(BIN)/python vocab/build.py

# The query editor needs Node; where there is none the page has a plain text area, and its browser tests skip.
EDITOR := src/resource_ld/web/static/editor.js
.PHONY: editor
editor:
	@if ! command -v npm >/dev/null 2>&1; then echo "No npm: the query editor is not built; install Node 20 or later"; \
	elif [ ! -f $(EDITOR) ] || [ -n "$$(find editor -maxdepth 1 -name '*.js*' -newer $(EDITOR))" ]; then \
	  echo "Building the query editor" && cd editor && \
	  npm ci --silent --ignore-scripts --cache .npm-cache --fetch-retries 1 && npm run --silent build; \
	fi

# Clients of other makers that run on Node; where there is no npm, the tests that need them skip.
CLIENTS := tests/clients/node_modules
.PHONY: clients
clients:
	@if ! command -v npm >/dev/null 2>&1; then echo "No npm: the clients that run on Node are not tried; install Node 20 or later"; \
	elif [ ! -d $(CLIENTS) ] || [ tests/clients/package-lock.json -nt $(CLIENTS) ]; then \
	  cd tests/clients && npm ci --silent --ignore-scripts --cache .npm-cache && touch node_modules; \
	fi

# Debian packages are installed by root only; elsewhere the tests that need them skip and print the install line.
.PHONY: debian
debian:
	@if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 && [ -s tests/debian-packages.txt ]; then \
	  xargs -a tests/debian-packages.txt dpkg -s >/dev/null 2>&1 || \
	  { apt-get update -qq && xargs -a tests/debian-packages.txt env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq >/dev/null; } || \
	  echo "Debian packages could not be installed; the tests that need them skip"; \
	fi

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.serve: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[fast]' || $(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

$(VENV)/.test: pyproject.toml | $(BIN)/python
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[test]'
	@touch $@ $(VENV)/.serve

$(VENV)/.bench: $(VENV)/.test
	$(BIN)/pip install --quiet --disable-pip-version-check -e '.[bench]'
	@touch $@

# CKAN reads our DCAT in an environment of its own; where it cannot be installed its test skips and prints the install line.
$(VENV)/ckan/.done: tests/ckan-requirements.txt | $(BIN)/python
	@$(PYTHON) -m venv $(VENV)/ckan && \
	  $(VENV)/ckan/bin/pip install --quiet --disable-pip-version-check -r tests/ckan-requirements.txt && touch $@ || \
	  { rm -rf $(VENV)/ckan; echo "CKAN could not be installed; its test skips"; }

clean:
	rm -rf $(VENV) .resource-ld data/.resource-ld build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
