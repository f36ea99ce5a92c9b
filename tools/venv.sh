#!/bin/sh
# Builds .venv from requirements.lock, and only when the lock, pyproject.toml, the Python or the folder has changed.
set -eu
cd "$(dirname "$0")/.."

for PYTHON in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
    PYTHON=
done
if [ -z "$PYTHON" ]; then
    echo "Kiosk needs Python 3.11 or newer, which is not on this machine: install it with 'sudo apt-get install python3' and try again." >&2
    exit 1
fi
export PYTHON

# The folder is part of it because the commands in .venv/bin carry their own path.
place="$(pwd) $("$PYTHON" -c 'import sys; print(sys.version)' | tr '\n' ' ')"
wanted="$place
$(cat requirements.lock pyproject.toml | cksum)"
stamp=.venv/kiosk-stamp
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ] && exit 0

tools/need.sh venv
if [ -f "$stamp" ] && [ "$(head -n 1 "$stamp")" != "$place" ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    rm -rf .venv
    "$PYTHON" -m venv .venv
fi
rm -f "$stamp"
echo "Installing packages into .venv ..." >&2
.venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --requirement requirements.lock
# The backend is in the lock: no isolated build, so this needs no network.
.venv/bin/python -m pip install --quiet --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
printf '%s\n' "$wanted" >"$stamp"
