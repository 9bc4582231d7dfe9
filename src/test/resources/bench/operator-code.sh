#!/bin/sh
# What a good operator would write to test that a code base comes back: operator-code.sh ARCHIVE
#
# The archive unpacked into an empty folder and every file held against the manifest; the folder removed.
set -eu
archive=$1

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
tar -xf "$archive" -C "$place"
cd "$place"
sha256sum --check --quiet --strict SHA256SUMS
