# Everything a user or a developer does, each one command. The first call sets up; later calls start in seconds.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: run test soak backends check bench dist tour models translations lock clean help

help:            ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

$(READY): requirements.lock pyproject.toml .ci/setup
	PYTHON="$(PYTHON)" .ci/setup
	@touch $@

run: $(READY)    ## open the window (without a display: drive it offscreen through the whole journey)
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then exec $(BIN)/cxr12 --sample; else exec $(BIN)/python -m viewer.tour build/tour; fi

tour: $(READY)   ## drive the window offscreen through the whole journey; pictures in build/tour
	$(BIN)/python -m viewer.tour build/tour

test: $(READY)   ## all tests
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 2 --dist loadfile --max-worker-restart 0

soak: $(READY)   ## what must be survived, at length: damaged files by the thousand, the long monkey, 1,000 opens (hours)
	CXR12_SOAK=1 QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m soak

backends: $(READY) ## build and train every network of the registry under JAX as well
	@$(BIN)/python -c "import jax" 2>/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check \
	  -c requirements.lock --no-build-isolation -e '.[dev,openvino,backends]'
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m backends

check: $(READY)  ## ruff, mypy --strict, import-linter, typos
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/typos

bench: $(READY)  ## each performance promise as a ratio against a peer measured in the same run
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m benchmarks

dist: $(READY)   ## the wheel, in dist/
	$(BIN)/python -m build --wheel --no-isolation

models: $(READY) ## train the bundled networks again (hours; needs CXR12_DATA for real3)
	recipes/phantom4.sh
	recipes/real3.sh

translations: $(READY) ## collect the texts of the window into resources/translations, and name what is untranslated
	QT_QPA_PLATFORM=offscreen $(BIN)/python recipes/translations.py

lock: $(READY)   ## renew requirements.lock from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 \
	  --no-header --no-annotate --quiet --upgrade -o requirements.lock

clean:           ## remove what was built
	rm -rf build dist .mypy_cache .pytest_cache .ruff_cache *.egg-info
