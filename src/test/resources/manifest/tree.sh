#!/bin/sh
# Fills the working folder with names that manifests have trouble with: 7 files and a link.
set -eu
umask 022
mkdir dir
printf 'hello\n' > plain.txt
printf 'deep\n' > dir/deep.txt
printf 'one\n' > 'with space'
printf 'two\n' > "$(printf 'with\nnewline')"
printf 'three\n' > 'with\backslash#and*star'
printf 'four\n' > 'grüße'
printf '#!/bin/sh\n' > run.sh
chmod 755 run.sh
ln -s plain.txt link
