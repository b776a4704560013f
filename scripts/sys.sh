#!/bin/bash
# sys.sh fonts|python|browser|postgresql...: installs the Debian packages that are missing, where root may.
# It never stops the caller: what is missing afterwards is said by whoever needs it.
set -u
missing=()
for what in "$@"; do
    case "$what" in
        fonts) [ -n "$(fc-list :lang=zh 2>/dev/null | head -1)" ] || missing+=(fontconfig fonts-noto-cjk) ;;
        python) missing+=(python3-venv) ;;
        browser) command -v chromium >/dev/null || missing+=(chromium) ;;
        postgresql) [ -n "$(ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || command -v initdb >/dev/null || missing+=(postgresql) ;;
    esac
done
[ ${#missing[@]} -gt 0 ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Not installed on this machine: ${missing[*]} (an administrator may: apt-get install ${missing[*]})." >&2
    exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt='apt-get -qq -o DPkg::Lock::Timeout=300'
log=$(mktemp)
for package in "${missing[@]}"; do
    echo "Installing $package ..."
    { $apt install -y --no-install-recommends "$package" || { $apt update && $apt install -y --no-install-recommends "$package"; }; } \
        </dev/null >"$log" 2>&1 || { echo "Could not install $package:" >&2; tail -n 3 "$log" >&2; }
done
rm -f "$log"
