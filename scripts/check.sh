#!/bin/bash
# Runs every check that needs no test, and says at the end which ones failed.
set -u
cd "$(dirname "$0")/.."
bin=.venv/bin
failed=()
check() { # check NAME COMMAND...: quiet where all is well
    local name=$1 out
    shift
    if out=$("$@" 2>&1); then echo "ok      $name"; else
        echo "FAILED  $name"
        printf '%s\n' "$out"
        failed+=("$name")
    fi
}
templates() { find huiying -name '*.html' -print0 | xargs -0 -r "$bin/djade" --target-version 6.1 --check; }
migrations() {
    local var status
    var=$(mktemp -d)
    HUIYING_VAR=$var "$bin/huiying" makemigrations --check --dry-run
    status=$?
    rm -rf "$var"
    return $status
}
check format "$bin/ruff" format --check huiying tests
check lint "$bin/ruff" check huiying tests
check types "$bin/mypy" huiying
check imports "$bin/lint-imports"
check templates templates
check migrations migrations
[ ${#failed[@]} -eq 0 ] || { echo "Failed: ${failed[*]}"; exit 1; }
