#!/bin/sh
# Writes requirements.lock: the newest versions that pyproject.toml allows, as a clean environment resolves them.
set -eu
cd "$(dirname "$0")/.."
PYTHON=${PYTHON:-python3}
tools/need.sh venv
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT INT TERM

"$PYTHON" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --quiet --disable-pip-version-check '.[dev,postgres]'
{
    echo "# Every package of the program and its tests, exactly. Written by 'make lock'; not edited by hand."
    "$folder/venv/bin/python" -m pip freeze --exclude kiosk --exclude setuptools --exclude pip --exclude wheel
} >"$folder/lock"
if grep -n -e '://' -e ' @ ' "$folder/lock" >&2; then
    echo "A package came from an address of its own, which a lock must not carry; requirements.lock is unchanged." >&2
    exit 1
fi
cp "$folder/lock" requirements.lock
