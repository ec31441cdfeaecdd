# make site    set up and build this repository's own backlog into site/
# make serve   the same, with a preview that reloads
# make test    set up what tests need and run all of them
# make bench   how fast it is on this machine
# make words   take new messages into the catalogues
# make looks   take anew how pages look, after a change of looks that is meant
# make sheets  pictures of every page to look at: make sheets TO=/tmp/sheets PAGES="index board"
# make lock    choose newer versions of what we depend on

PYTHON ?= python3
BIN := .venv/bin

.PHONY: site serve test bench words looks sheets lock clean

site: .venv/ready
	@$(BIN)/backlog build

serve: .venv/ready
	@$(BIN)/backlog serve

test: .venv/ready-for-tests
	@sh tests/browser/prepare.sh
	$(BIN)/python -m pytest -n 2 --dist worksteal

bench: .venv/ready-for-tests
	@$(BIN)/python -m tests.bench

words: .venv/ready-for-tests
	@$(BIN)/python -m tests.words

looks: .venv/ready-for-tests
	@sh tests/browser/prepare.sh
	@$(BIN)/python -m tests.browser.looks

TO ?= sheets
sheets: .venv/ready-for-tests
	@sh tests/browser/prepare.sh
	@$(BIN)/python -m tests.browser.sheets $(TO) $(PAGES)

# The locks are made by uv alone; both installers read them.
lock: .venv/ready-for-tests
	$(BIN)/python -m uv pip compile -q --universal --generate-hashes --no-header --no-annotate --upgrade pyproject.toml --group build -o requirements.lock
	$(BIN)/python -m uv pip compile -q --universal --generate-hashes --no-header --no-annotate --upgrade pyproject.toml --group build --group test -o requirements-test.lock
	$(BIN)/python -m uv pip compile -q --universal --generate-hashes --no-header --no-annotate --constraint requirements.lock pyproject.toml -o templates/scaffold/host/backlog.lock
	echo pip-audit | $(BIN)/python -m uv pip compile -q --universal --python-version 3.12 --generate-hashes --no-header --no-annotate --upgrade - -o .github/audit.lock

.venv/ready: requirements.lock pyproject.toml
	@sh .ci/install requirements.lock $(PYTHON)
	@touch $@

.venv/ready-for-tests: requirements-test.lock pyproject.toml
	@sh .ci/install requirements-test.lock $(PYTHON)
	@touch $@ .venv/ready

clean:
	rm -rf .venv site
