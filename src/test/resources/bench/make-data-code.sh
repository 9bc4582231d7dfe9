#!/bin/sh
# Archives the two code bases of the benchmark, each with a manifest of all its files: make-data-code.sh FOLDER
#
# small.tar.gz, small.tar.zst: files of 20 kB in folders of 200, as sources, templates and pictures are.
# large.tar.gz, large.tar.zst: files of 64 MB, as uploads and archives are.
set -eu
cd "$1"

: >bytes.part
for tree in small large; do
    (cd "$tree" && find . -type f ! -name SHA256SUMS -print0 | sort -z | xargs -0 sha256sum >../manifest && mv ../manifest SHA256SUMS)
    tar -C "$tree" -cf - . | gzip -6 >"$tree.tar.gz"
    tar -C "$tree" -cf - . | zstd -q -3 -f -o "$tree.tar.zst"
    echo "$tree $(du -sb "$tree" | cut -f1) $(find "$tree" -type f | wc -l)" >>bytes.part
    rm -r "$tree"
done
mv bytes.part bytes
