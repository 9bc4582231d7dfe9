#!/bin/sh
# Makes the manifests of this folder anew. Debian: apt-get install libarchive-tools mtree-netbsd
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT
mkdir "$work/tree"
cd "$work/tree"
export LC_ALL=C.UTF-8
sh "$here/tree.sh"
bsdtar --format=mtree --options='mtree:sha256,mtree:md5' -cf "$here/bsdtar.mtree" .
bsdtar --format=mtree --options='mtree:sha256,mtree:indent,mtree:use-set' -cf "$here/bsdtar-indented.mtree" .
mtree -c -k type,size,mode,link,sha256 > "$here/netbsd.mtree"
mtree -C -k type,size,mode,link,sha256 -f "$here/netbsd.mtree" > "$here/netbsd-flat.mtree"
sed -i -e "/^#.*\\(user\\|machine\\|tree\\|date\\):/d" -e "s/ \\(uname\\|gname\\|uid\\|gid\\|time\\)=[^ ]*//g" "$here"/*.mtree
