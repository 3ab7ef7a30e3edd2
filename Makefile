# Two commands are enough on a fresh machine: make run, make test.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test audit strings fonts audio audio-report fix bench policy lock clean browser speech database

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= 2
# One more than there are processors, since a test often waits for its browser; not more, since each takes a gigabyte.
TEST_PROCESSES ?= $(shell n=$$(nproc); echo $$(( n < 7 ? n + 1 : 8 )))
MUNICIPALITY ?= enschede
# Every shell has a LANG for itself, such as C.UTF-8: only one that was typed behind make is meant for us.
SPOKEN := $(if $(filter line,$(origin LANG)),$(LANG),nl)

PY := .venv/bin/python
RUNTIME := .venv/.installed-runtime
DEV := .venv/.installed-dev
TEXTS := .venv/.compiled-texts
LIGHTHOUSE := lighthouse@12.8.2

# durable_rules calls a function that Python 3.13 removed; its setup overwrites CFLAGS, but not CPPFLAGS.
export CPPFLAGS += -DPyEval_CallObject=PyObject_CallObject

PIP_INSTALL := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes
PIP_COMPILE := CUSTOM_COMPILE_COMMAND="make lock" $(PY) -m piptools compile --quiet --strip-extras --allow-unsafe \
	--generate-hashes --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options

# What ensure-packages tries before it concludes that a Debian package is missing.
HAS_PYTHON := command -v $(PYTHON)
HAS_VENV := $(PYTHON) -c "import ensurepip, venv"
HAS_COMPILER := printf "\#include <stdio.h>\nint main(void) { return 0; }\n" | cc -x c -o /dev/null -
HAS_HEADERS := $(PYTHON) -c "import pathlib, sysconfig; \
	pathlib.Path(sysconfig.get_path(\"include\"), \"Python.h\").stat()"
HAS_CHROMIUM := command -v chromium
HAS_LETTERS := ls /usr/share/fonts/truetype/liberation*/LiberationSans-Regular.ttf
HAS_JAVA := java -version
HAS_CURL := command -v curl
HAS_POSTGRESQL := ls /usr/lib/postgresql/*/bin/initdb
HAS_NODE := node -e "process.exit(process.versions.node.split(\".\")[0] < 18)"
HAS_NPM := command -v npm
HAS_ESPEAK := command -v espeak-ng
HAS_OPUSENC := command -v opusenc

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(DEV) $(TEXTS) browser speech database ## install all that running and testing need

run: $(RUNTIME) $(TEXTS) ## start the site on http://127.0.0.1:8000 (HOST, PORT, WORKERS)
	exec $(PY) -m gunicorn -c python:webapp.gunicorn_conf --workers $(WORKERS) --bind $(HOST):$(PORT) 'webapp:create_app()'

test: setup ## check style, types and layers, then run every test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-logo
	$(PY) -m pytest -n $(TEST_PROCESSES) --dist worksteal

audit: setup .audit/.installed ## look further than the tests: Lighthouse, axe and all pages in every language, long fuzzing
	$(PY) -m tests.audit

strings: $(DEV) ## take the texts out of code, pages and YAML, and bring translations/ up to date
	$(PY) -m webapp.strings

fonts: $(DEV) ## make the letters for browsers again, from the fonts of the letter (static/fonts/webfonts.toml)
	$(PY) -m webapp.font_files

audio: $(RUNTIME) $(TEXTS) speech ## make the files that the kiosk reads aloud (LANG=nl), in instance/audio
	@LANG=C.UTF-8 $(PY) -m webapp.audio $(SPOKEN)

audio-report: $(RUNTIME) $(TEXTS) ## say which sentences have no file, or have changed since (LANG=nl), as CSV
	@LANG=C.UTF-8 $(PY) -m webapp.audio $(SPOKEN) --report

fix: $(DEV) ## put the layout right and mend what can be mended without thinking
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .

bench: $(DEV) browser ## print how fast an advice and a question are, and how heavy a page
	$(PY) -m tests.bench

policy: $(RUNTIME) ## show every amount and limit in force today, with its source (MUNICIPALITY)
	$(PY) -m rules policy $(MUNICIPALITY)

lock: $(DEV) ## pin the newest versions that the .in files allow
	$(PIP_COMPILE) --upgrade --output-file requirements.txt requirements.in
	$(PIP_COMPILE) --upgrade --constraint requirements.txt --output-file requirements-dev.txt requirements-dev.in

clean: ## remove what the tools left behind (the installed packages in .venv stay)
	rm -rf .audit .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache build dist *.egg-info
	find . -path ./.venv -prune -o -name __pycache__ -type d -exec rm -rf {} +
	rm -f translations/*/LC_MESSAGES/*.mo .venv/.compiled-texts

browser:
	@.ci/ensure-packages 'chromium:$(HAS_CHROMIUM)' 'fonts-liberation:$(HAS_LETTERS)' 'default-jre-headless:$(HAS_JAVA)' 'curl:$(HAS_CURL)'

speech:
	@.ci/ensure-packages 'espeak-ng:$(HAS_ESPEAK)' 'opus-tools:$(HAS_OPUSENC)'

database:
	@.ci/ensure-packages 'postgresql:$(HAS_POSTGRESQL)'

# The files below are not targets to type: they note what is installed, so that nothing is installed twice.
$(PY):
	@.ci/ensure-packages 'python3:$(HAS_PYTHON)' 'python3-venv:$(HAS_VENV)'
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
		|| { echo "Python 3.11, 3.12 or 3.13 is needed; name it with: make PYTHON=python3.13" >&2; exit 1; }
	$(PYTHON) -m venv --clear .venv

$(RUNTIME): requirements.txt | $(PY)
	@.ci/ensure-packages 'build-essential:$(HAS_COMPILER)' 'python3-dev:$(HAS_HEADERS)'
	$(PIP_INSTALL) -r requirements.txt
	@touch $@

$(TEXTS): webapp/compiled.py $(wildcard translations/*/LC_MESSAGES/*.po) | $(RUNTIME)
	$(PY) webapp/compiled.py translations
	@touch $@

$(DEV): requirements.txt requirements-dev.txt | $(PY)
	@.ci/ensure-packages 'build-essential:$(HAS_COMPILER)' 'python3-dev:$(HAS_HEADERS)'
	$(PIP_INSTALL) -r requirements-dev.txt
	@touch $(RUNTIME) $@

# Release 12 still runs on the Node.js of Debian 12. Nothing in it runs while it is installed.
.audit/.installed: Makefile
	@.ci/ensure-packages 'nodejs:$(HAS_NODE)' 'npm:$(HAS_NPM)'
	npm install --silent --no-audit --no-fund --no-package-lock --ignore-scripts --prefix .audit $(LIGHTHOUSE)
	@touch $@
