# Everything runs in .venv, made from requirements.txt; nothing else has to be installed but Python 3.11-3.13 and make.
PYTHON ?= python3
BIN    := .venv/bin
READY  := .venv/.ready
# The notebooks ask for the kernel "python3". The environment's own comes before any that the user has registered
# under that name, and settings of another environment must not leak in.
export JUPYTER_PREFER_ENV_PATH := 1
unexport PYTHONPATH PYTHONHOME JUPYTER_PATH

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help book test execute translate check bench lint lock clean

help: ## List what can be made
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r target does; do \
	    printf '  make %-9s %s\n' "$$target" "$$does"; done

# Sphinx repeats a warning only when it reads the page again, so a build that failed must not leave its cache behind:
# the next would pass.
build = $(BIN)/jupyter-book build $(1) -q -n -W --keep-going || { rm -rf $(1)/_build/.doctrees; exit 1; }
ZH := _build/editions/zh

book: execute ## Build the book into _build/html (runs only the notebooks whose inputs changed; any warning fails)
	$(call build,.)
	$(BIN)/python -m compendium stage zh
	$(call build,$(ZH))
	rm -rf _build/html/zh && cp -R $(ZH)/_build/html _build/html/zh

# The cells of a notebook need one another, so a file goes to one worker as a whole.
test: $(READY) ## Run all tests and compare every output of every notebook with what is committed
	$(BIN)/python -m pytest -n 2 --dist loadscope --nbval tests notebooks

execute: $(READY) ## Run the notebooks whose inputs changed
	$(BIN)/python -m compendium execute
	$(BIN)/python -m compendium execute --edition zh

translate: $(READY) ## Renew the translators' files in locale/ and print how much is translated
	$(BIN)/python -m compendium translate

check: $(READY) ## Validate the data and print a summary
	$(BIN)/python -m compendium check

bench: $(READY) ## Time a million samples of every derivation
	$(BIN)/python tests/bench/bench_uncertainty.py

lint: $(READY) ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: $(READY) ## Renew requirements.txt from pyproject.toml: newest versions that fit, pinned and hashed
	$(BIN)/uv pip compile --universal --python-version 3.11 --fork-strategy fewest --generate-hashes --upgrade \
	    --no-annotate --quiet --custom-compile-command "make lock" --output-file requirements.txt pyproject.toml

clean: ## Remove what was built, the environment included
	rm -rf _build .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(READY): requirements.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14) and "Python 3.11 to 3.13 is needed")'
	$(PYTHON) -m venv --clear .venv
	$(BIN)/pip install --quiet --require-hashes --requirement requirements.txt
	$(BIN)/pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@
