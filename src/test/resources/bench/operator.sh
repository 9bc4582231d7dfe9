#!/bin/sh
# What a good operator would write to test a restore by hand: operator.sh IMAGE BACKUP DATABASE
#
# A container, a default server, pg_restore with two jobs (psql for a script in gzip; for what pg_basebackup wrote, tar,
# pg_verifybackup and recovery), pg_amcheck with heapallindexed, a count of every table, and the container removed.
# Ends with another status than 0 when any of these fails, or a table is empty.
set -eu
image=$1
dump=$2
database=$3

name=restore-verifier-bench-$$
trap 'docker rm --force --volumes "$name" >/dev/null 2>&1' EXIT
docker run --detach --name "$name" --network none --user postgres --volume "$dump:/dump:ro" --volume /bench \
    --entrypoint sleep "$image" 3600 >/dev/null
docker exec --user 0 "$name" chmod 1777 /bench

docker exec -i --user postgres "$name" sh -s "$database" <<'INSIDE'
set -eu
PATH="$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)"
export PGHOST=/bench PGDATABASE="$1"
start() {
    pg_ctl --pgdata=/bench/cluster --wait --timeout=600 --log=/bench/log start \
        --options="-c listen_addresses= -c unix_socket_directories=/bench" >/dev/null
}
if [ -e /dump/base.tar.gz ]; then
    mkdir -m 0700 /bench/cluster
    tar -xzf /dump/base.tar.gz -C /bench/cluster
    cp /dump/backup_manifest /bench/cluster/
    pg_verifybackup --quiet /bench/cluster
    start
else
    initdb --pgdata=/bench/cluster --encoding=UTF8 --locale=C.UTF-8 >/dev/null 2>&1
    start
    createdb "$1"
    if pg_restore --list /dump >/dev/null 2>&1; then
        pg_restore --jobs=2 --exit-on-error --dbname="$1" /dump
    else
        gzip -dc /dump | psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --output=/dev/null
    fi
fi
psql --quiet --no-psqlrc --command="create extension amcheck"
pg_amcheck --heapallindexed --database="$1"
psql --no-psqlrc --tuples-only --no-align --output=/bench/counts <<'SQL'
select format('select %L, count(*) from %I.%I', relname, nspname, relname)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where relkind = 'r' and nspname not in ('pg_catalog', 'information_schema') \gexec
SQL
test -s /bench/counts
! grep '|0$' /bench/counts | grep -v pgbench_history
INSIDE
