#!/bin/bash
# Puts uv, which installs everything else, into .uv/.
set -u
cd "$(dirname "$0")/.."
for python in python3 /usr/bin/python3; do
    "$python" -m venv .uv 2>/dev/null && break
    rm -rf .uv
done
if [ ! -x .uv/bin/python ]; then
    scripts/sys.sh python
    /usr/bin/python3 -m venv .uv || { echo 'Python 3 with its venv module is needed (Debian: apt-get install python3-venv).' >&2; exit 1; }
fi
.uv/bin/python -m pip install -q --disable-pip-version-check 'uv>=0.13,<0.14'
