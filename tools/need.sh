#!/bin/sh
# Makes sure that programs from outside Python are on this machine: need.sh venv|chromium|cc|postgresql ...
# A missing one is installed as Debian's package where this user may; else one sentence says what to install.
set -eu

has_venv() { "${PYTHON:-python3}" -c 'import ensurepip, venv' 2>/dev/null; }
has_chromium() { "$(dirname "$0")/browser.sh" >/dev/null 2>&1; }
has_cc() { echo '#include <stdio.h>' | cc -fsyntax-only -x c - 2>/dev/null; } # a compiler with its headers
has_postgresql() { ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo -n "$@"
    fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; }
}

install_package() {
    echo "Installing $* with apt-get ..." >&2
    as_root apt-get update -qq </dev/null >&2 || true # an old list may do
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" </dev/null >&2
}

# Debian's package makes and starts a database server of its own. The tests start theirs when they need it.
CLUSTERS=/etc/postgresql-common/createcluster.conf
no_main_cluster() {
    [ -e $CLUSTERS ] && return # somebody has decided already
    install_package postgresql-common && as_root sed -i 's/^#*create_main_cluster.*/create_main_cluster = false/' $CLUSTERS || true
}

for need in "$@"; do
    case $need in
        venv) package=python3-venv purpose="To set itself up, Kiosk needs Python's venv" ;;
        chromium) package=chromium purpose="The browser tests need Chromium" ;;
        cc) package="gcc libc6-dev" purpose="The power-cut test needs a C compiler" ;;
        postgresql) package=postgresql purpose="The tests on PostgreSQL need its server" ;;
        *) echo "need.sh: what is '$need'?" >&2; exit 2 ;;
    esac
    "has_$need" && continue
    [ "$need" != postgresql ] || ! may_install || no_main_cluster
    # shellcheck disable=SC2086 # one need may be several packages
    if may_install; then install_package $package || true; fi
    if ! "has_$need"; then
        echo "$purpose, which is not on this machine: install it with 'sudo apt-get install $package' and try again." >&2
        exit 1
    fi
done
