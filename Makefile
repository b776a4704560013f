# Everything is relative to this folder, so that it may lie in a path with a space.
SHELL := /bin/bash
UV := .uv/bin/uv
BIN := .venv/bin
PORT ?= 8000
export PYTEST_DISABLE_PLUGIN_AUTOLOAD := 1
LOCK = $(UV) pip compile -q --universal --generate-hashes --custom-compile-command 'make lock'

.DEFAULT_GOAL := help
.PHONY: demo install test quick check bench prove lock help

demo: install ## install, build the demo office, serve it on 127.0.0.1 (PORT=8000)
	@scripts/sys.sh fonts
	@$(BIN)/huiying demo --port $(PORT)
	@HUIYING_LOGS=$${HUIYING_LOGS:-text} $(BIN)/huiying serve --port $(PORT)

install: .venv/.run ## the environment alone; then .venv/bin/huiying

test: .venv/.dev ## everything that CI runs: check, all tests on SQLite, what touches records on PostgreSQL too
	@scripts/test.sh

quick: .venv/.dev ## rules, text and matching, without a database, in seconds
	@$(BIN)/python -m pytest tests/pure huiying/pure $$(find huiying -path '*/rules*' -name '*.py') $$(find tests -name 'test_rules*.py')

check: .venv/.dev ## format, lint, types, imports, templates, migrations
	@scripts/check.sh

bench: .venv/.dev ## the budgets of speed, measured; a missed one is printed as MISSED
	@$(BIN)/python -m tests.bench

prove: .venv/.dev ## the long proofs: the same code as in test, with large numbers
	@HUIYING_PROVE=1 $(BIN)/python -m pytest -s -m prove
	@HUIYING_PROVE=1 HUIYING_DATABASE=postgresql $(BIN)/python -m pytest -s -m 'prove and both_databases'

lock: | $(UV) ## new versions within pyproject.toml, with hashes
	$(LOCK) --upgrade --all-extras pyproject.toml -o requirements/run.txt
	$(LOCK) --upgrade --all-extras --group dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	$(LOCK) --upgrade --no-deps --group postgres-server -o requirements/postgres-server.txt

help: ## this list
	@sed -nE 's/^([a-z]+):.* ## (.*)/\1|\2/p' Makefile | while IFS='|' read -r name what; do printf 'make %-8s %s\n' "$$name" "$$what"; done

$(UV):
	@scripts/uv.sh

.venv/.run: requirements/run.txt pyproject.toml .python-version | $(UV)
	@$(UV) venv -q --allow-existing .venv
	@$(UV) pip sync -q --require-hashes requirements/run.txt
	@$(UV) pip install -q --no-deps -e .
	@rm -f .venv/.dev && touch $@

.venv/.dev: requirements/dev.txt pyproject.toml .python-version | $(UV)
	@$(UV) venv -q --allow-existing .venv
	@$(UV) pip sync -q --require-hashes requirements/dev.txt
	@$(UV) pip install -q --no-deps -e .
	@touch .venv/.run $@
