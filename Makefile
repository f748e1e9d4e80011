# The commands of this project. `make` lists them.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3.14 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8000
PACKAGES := config rights tracks
# For checks that need production settings: nothing is served with the key, nothing connects to the database.
CHECK_ENV := PRODUCTION=1 ALLOWED_HOSTS=tracks.example.org SECRET_KEY=check-only-$(shell printf '%060d' 7) \
	DATABASE_URL=postgres://nobody@nowhere.invalid/none

.DEFAULT_GOAL := help
.PHONY: help demo test check rehearse bench docs format lock secrets clean

help: ## List the commands
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed; none was found on the PATH."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime

demo: $(VENV)/.runtime ## Set up, load the framework and the demo record, and serve it
	$(BIN)/python manage.py migrate --verbosity 0
	$(BIN)/python manage.py load_reference
	$(BIN)/python manage.py load_demo --accounts
	@echo
	@echo "Open http://127.0.0.1:$(PORT)/ and sign in as desk, with the password above. Ctrl-C stops the server."
	@echo "This demo asks for no second factor (SECOND_FACTOR=off); where something is secret, it must."
	SECOND_FACTOR=off $(BIN)/python manage.py runserver --noreload 127.0.0.1:$(PORT)

test: $(VENV)/.dev ## Run the tests, in random order; DATABASE_URL chooses the database
	$(BIN)/pytest -n 2 --dist loadfile $(ARGS)

check: $(VENV)/.dev ## Lint, format, types, import direction, migrations, deployment, generated docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(PACKAGES)
	$(BIN)/lint-imports
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(CHECK_ENV) $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py write_docs --check

rehearse: $(VENV)/.dev ## Take every step of Dockerfile and docker-compose.yml here; needs DATABASE_URL of a PostgreSQL
	$(BIN)/pytest tests/rehearsal.py $(ARGS)

bench: $(VENV)/.dev ## Measure, side by side in one run; prints ratios, judges nothing
	@for script in tests/bench/bench_*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

docs: $(VENV)/.dev ## Write the generated documents again
	$(BIN)/python manage.py write_docs

format: $(VENV)/.dev ## Format the code and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# One version of each package, for every Python.
LOCK := --universal --python-version 3.11 --fork-strategy fewest --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet

lock: $(VENV)/.dev ## Compile the hash-locked requirements from pyproject.toml
	$(BIN)/uv pip compile pyproject.toml $(LOCK) $(UPGRADE) -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev $(LOCK) $(UPGRADE) -c requirements.txt -o requirements-dev.txt
	$(BIN)/uv pip compile pyproject.toml --extra s3 $(LOCK) -c requirements-dev.txt -o requirements-s3.txt

SECRETS := .secrets
RANDOM := python3 -c 'import secrets; print(secrets.token_urlsafe(50))'

# The container's user is nobody on this machine, so it reads the files as others do; only the folder is closed.
secrets: ## Make the secrets that docker-compose.yml reads, in .secrets; those that exist are kept
	@mkdir -p $(SECRETS) && chmod 700 $(SECRETS) && echo '*' > $(SECRETS)/.gitignore
	@cd $(SECRETS) && { test -s secret_key || $(RANDOM) > secret_key; }
	@cd $(SECRETS) && { test -s database_password || $(RANDOM) > database_password; }
	@cd $(SECRETS) && { test -e bucket_keys || : > bucket_keys; }
	@cd $(SECRETS) && { test -s database_url || echo "postgres://tracks:$$(cat database_password)@db:5432/tracks" > database_url; }
	@chmod 644 $(SECRETS)/*
	@echo "$(SECRETS): secret_key, database_password, database_url, bucket_keys. Keep a copy of them apart from the database's."

clean: ## Remove the environment and the development database
	rm -rf $(VENV) db.sqlite3 db.sqlite3-* staticfiles
