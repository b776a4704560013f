#!/bin/bash
# Everything that CI runs. Each stage runs even where an earlier one failed; the last line says how it ended.
set -u
cd "$(dirname "$0")/.."
python=.venv/bin/python
failed=() not_run=()
stage() { # stage NAME COMMAND...
    local name=$1 began=$SECONDS
    shift
    echo "== $name"
    "$@" || failed+=("$name")
    echo "== $name: $((SECONDS - began)) s"
}
on_postgresql() { HUIYING_DATABASE=postgresql pytest -m both_databases; }
pytest() { "$python" -m pytest -n 2 --dist worksteal "$@"; }

scripts/sys.sh fonts browser postgresql
marks='browser or not browser'
if ! command -v chromium >/dev/null && ! "$python" -m playwright install chromium; then
    not_run+=('no browser')
    marks='not browser'
fi

stage check scripts/check.sh
stage 'tests on SQLite' pytest -m "$marks"
if "$python" -m tests.postgres || scripts/postgres-server.sh; then
    stage 'tests on PostgreSQL' on_postgresql
else
    not_run+=('no PostgreSQL')
fi

[ ${#failed[@]} -eq 0 ] || printf 'FAILED: %s\n' "${failed[@]}"
[ ${#not_run[@]} -eq 0 ] || printf 'NOT RUN: %s\n' "${not_run[@]}"
[ ${#failed[@]} -eq 0 ] && [ ${#not_run[@]} -eq 0 ] && echo "All passed in $SECONDS s."
