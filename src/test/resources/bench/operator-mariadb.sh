#!/bin/sh
# What a good operator would write to test a restore of MariaDB by hand: operator-mariadb.sh IMAGE FILE DATABASE
#
# A container; of a dump, a server and the client; of a backup by mariadb-backup, mbstream, --prepare and a server on it.
# Then CHECK TABLE EXTENDED and a count of every table, and the container removed. Ends with another status than 0 when
# any of these fails, or a table is empty.
set -eu
image=$1
file=$2
database=$3

name=restore-verifier-bench-$$
trap 'docker rm --force --volumes "$name" >/dev/null 2>&1' EXIT
docker run --detach --name "$name" --network none --user mysql --volume "$file:/backup:ro" --volume /bench \
    --entrypoint sleep "$image" 3600 >/dev/null
docker exec --user 0 "$name" chmod 1777 /bench

case $file in *.xb.gz) kind=backup ;; *) kind=dump ;; esac
docker exec -i --user mysql "$name" sh -s "$database" "$kind" <<'INSIDE'
set -eu
cd /bench
if [ "$2" = backup ]; then
    mkdir data
    gzip -dc /backup | mbstream -x -C data
    mariadb-backup --prepare --target-dir=/bench/data >log 2>&1
    tail -n 1 log | grep -q 'completed OK!'
    more=--skip-grant-tables
else
    mariadb-install-db --no-defaults --datadir=/bench/data --auth-root-authentication-method=normal --skip-test-db >log 2>&1
    more=--innodb-flush-log-at-trx-commit=0
fi
mariadbd --no-defaults --datadir=/bench/data --socket=/bench/sock --skip-networking "$more" >>log 2>&1 &
for _ in $(seq 300); do mariadb-admin --socket=/bench/sock --user=root ping >/dev/null 2>&1 && break; sleep 0.2; done
[ "$2" = backup ] || gzip -dc /backup | mariadb --socket=/bench/sock --user=root
mariadb-check --socket=/bench/sock --user=root --extended --databases "$1" >checked
! grep -v ' OK$' checked
mariadb --socket=/bench/sock --user=root --skip-column-names --batch "$1" --execute='show tables' | while read -r table; do
    echo "select '$table', count(*) from \`$table\`;"
done | mariadb --socket=/bench/sock --user=root --skip-column-names --batch "$1" >counts
test -s counts
! grep -P '\t0$' counts
INSIDE
