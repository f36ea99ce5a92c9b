# Each target is a thin wrapper: what it runs can be run by hand. .venv is rebuilt only when requirements.lock changes.
.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help setup run demo test check lint types format bench screenshots lock clean

BIN := .venv/bin
BIND ?= $(or $(KIOSK_BIND),0.0.0.0:8000)
ARGS ?=

help: ## show this list
	@grep -E '^[a-z]+:.*## ' Makefile | sed -E 's/^([a-z]+):.*## /\1|/' | awk -F'|' '{printf "make %-12s %s\n", $$1, $$2}'

setup: ## build .venv (the other targets do it when needed)
	@tools/venv.sh

run: setup ## set up, fill in the demo if the database is empty, and serve on BIND (0.0.0.0:8000)
	@$(BIN)/kiosk migrate
	@KIOSK_BIND=$(BIND) $(BIN)/kiosk demo --if-empty
	@$(BIN)/kiosk run --bind $(BIND) $(ARGS)

demo: setup ## fill an empty database with an invented municipality
	@$(BIN)/kiosk migrate
	@$(BIN)/kiosk demo --if-empty $(ARGS)

test: setup ## set up, browser included, and run every test; ARGS="-m unit" for some
	@tools/need.sh chromium cc postgresql
	@$(BIN)/python -m pytest $(ARGS)

check: lint types test ## what CI runs: lint, types, every test

lint: setup ## formatting and lint, changing nothing
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .

types: setup ## mypy --strict on kiosk/
	@$(BIN)/mypy

format: setup ## format the code and fix what lint can fix
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: setup ## measure the budgets and print them as a table
	@$(BIN)/python -m tests.bench $(ARGS)

screenshots: setup ## take the README's pictures from the running program into docs/images
	@tools/need.sh chromium
	@$(BIN)/python -m tools.screenshots $(ARGS)

lock: ## write requirements.lock anew with the newest allowed versions
	@tools/lock.sh

clean: ## remove everything that can be rebuilt; instance/ stays
	@rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
