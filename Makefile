# Everything runs in .venv, made from the locks; only Python 3.11-3.13, make and git have to be installed.
PYTHON ?= python3
BIN    := .venv/bin
BOOK   := .venv/.book
TEST   := .venv/.test
CHECKS := .venv-validators/.made
# The notebooks use the kernel "python3". The environment's own must come before any that the user has registered under
# that name and start with its imports done, and settings of another environment must have no effect.
export JUPYTER_PREFER_ENV_PATH := 1
export JUPYTER_DEFAULT_PROVISIONER_NAME := compendium-fork
unexport PYTHONPATH PYTHONHOME JUPYTER_PATH

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help book watch pdf identity release release-check execute test test-fast validate translate check bench lint fonts \
    lock clean

help: ## List what can be made
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r target does; do \
	    printf '  make %-13s %s\n' "$$target" "$$does"; done

book: $(BOOK) ## Build the book into _build/html: does only what changed inputs require; any warning fails
	@$(BIN)/python -m compendium book

watch: $(TEST) ## Serve the book on this machine and show at once what a saved row, page or notebook changes
	@$(BIN)/python -m compendium watch

pdf: $(TEST) ## Print the book and its key points, in every language, into _build/pdf; needs Chromium and Chinese fonts
	@$(BIN)/python -m compendium pdf

execute: $(BOOK) ## Run the notebooks whose inputs changed
	@$(BIN)/python -m compendium execute

# The committed notebooks are checked before the book is built, because the build would execute and replace stale ones.
test: $(TEST) ## Run all tests and compare every output of every notebook with what is committed
	$(BIN)/python -m compendium execute --check --edition en
	$(BIN)/python -m compendium book
	$(BIN)/python -m pytest -n 2 -q --nbval tests notebooks

test-fast: $(TEST) ## Run the tests that need neither a kernel nor the built book
	$(BIN)/python -m pytest -n 2 -q -m "not slow" tests --ignore tests/report/book \
	    --ignore tests/report/sphinx_ext --ignore tests/engine/sphinx_ext --ignore tests/report/locale

# The tools of the formats themselves. What the book's own tests hold without them is not tested again by `make test`.
validate: $(CHECKS) ## Check citation file, crate and licences with the tools of their formats
	.venv-validators/bin/cffconvert --validate --infile CITATION.cff
	@if [ -e _build/release/ro-crate-metadata.json ]; then \
	    .venv-validators/bin/python tests/schemas/validate_crate.py _build/release; \
	else echo "No crate in _build/release (make release): not checked."; [ -z "$$COMPENDIUM_NO_SKIP" ]; fi
	@if command -v reuse >/dev/null; then reuse lint; \
	else echo "reuse is not installed: tests/report/test_licences.py alone checks the licences."; fi

translate: $(TEST) ## Update the translators' files in locale/ and print how much is translated
	$(BIN)/python -m compendium translate

identity: $(BOOK) ## Write CITATION.cff, .zenodo.json, codemeta.json and codecheck.yml from identity.toml
	@$(BIN)/python -m compendium identity

release: $(BOOK) ## Build the book from nothing; lay out book, data and code as a RO-Crate in _build/release
	@$(BIN)/python -m compendium release

release-check: $(BOOK) ## Say what is missing for a release: empty fields of identity.toml, files that are not up to date
	@$(BIN)/python -m compendium release-check

check: $(BOOK) ## Validate the data and print a summary
	$(BIN)/python -m compendium check

bench: $(TEST) ## Measure builds, audit, reruns, sweeps and tests, some against stock Jupyter Book; writes bench/results.json
	$(BIN)/python bench/bench.py

lint: $(TEST) ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

fonts: $(TEST) ## Make the charts' fonts from Debian's fonts-noto-core and fonts-noto-cjk
	$(BIN)/python -m compendium fonts

# One resolution for all purposes: the locks of the book and of a single notebook are subsets of that of the tests.
pin = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
    --only-binary :all: --emit-build-options --no-annotate --custom-compile-command "make lock"
compile = $(pin) --extra build $(1) --output-file $(2) pyproject.toml
lock: $(TEST) ## Update the locks from pyproject.toml: newest compatible versions, pinned, hashed, wheels only
	$(call compile,--extra book --extra sweep --extra test --upgrade,requirements/test.txt)
	$(call compile,--extra book --constraint requirements/test.txt,requirements.txt)
	$(call compile,--constraint requirements/test.txt,requirements/run.txt)
	$(pin) --upgrade --override requirements/validators-without.txt --output-file requirements/validators.txt \
	    requirements/validators.in

clean: ## Remove everything that was built, the environment included
	rm -rf _build .venv .venv-validators .pytest_cache .mypy_cache .ruff_cache .hypothesis

install = $(BIN)/pip install --quiet --disable-pip-version-check

$(BOOK): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and "Python 3.11 to 3.13 is needed")'
	$(PYTHON) -m venv --clear .venv
	$(install) --require-hashes --requirement requirements.txt
	$(install) --no-deps --no-build-isolation --editable .
	touch $@

$(TEST): $(BOOK) requirements/test.txt
	$(install) --require-hashes --requirement requirements/test.txt
	touch $@

$(CHECKS): requirements/validators.txt
	$(PYTHON) -m venv --clear .venv-validators
	.venv-validators/bin/pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
	    --requirement requirements/validators.txt
	touch $@
