#!/bin/sh
# Tests look at pages in Debian's chromium; where we may, it is installed, and the one library that the
# driver of the browser needs besides.
set -eu
missing=
{ command -v chromium || command -v chromium-browser || command -v google-chrome; } >/dev/null 2>&1 || missing=chromium
for library in /usr/lib/*/libatomic.so.1 /usr/lib/libatomic.so.1 /usr/lib64/libatomic.so.1; do
    [ -e "$library" ] && atomic=yes
done
[ -n "${atomic:-}" ] || missing="$missing libatomic1"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the browser tests: $missing"
    apt-get update -qq >/dev/null
    # shellcheck disable=SC2086 - two names are two arguments
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
    exit 0
fi
echo "The browser tests need what is not there. As an administrator: apt-get install $missing" >&2
exit 3
