#!/bin/sh
# Makes one dump of so many gigabytes, not compressed, in a container that is thrown away: make-large.sh IMAGE FOLDER GIGABYTES
#
# large.dump: rows of 1 kB, and for each gigabyte five values of 4 MB more. Needs twice its size meanwhile.
set -eu
image=$1
folder=$2
gigabytes=$3

name=restore-verifier-bench-large-$$
trap 'docker rm --force --volumes "$name" >/dev/null 2>&1' EXIT
docker run --detach --name "$name" --network none --user postgres --volume /bench --volume "$folder:/dumps" \
    --entrypoint sleep "$image" 7200 >/dev/null
docker exec --user 0 "$name" chmod 1777 /bench /dumps

docker exec -i --user postgres "$name" sh -s "$gigabytes" <<'INSIDE'
set -eu
PATH="$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)"
export PGHOST=/bench PGDATABASE=postgres
initdb --pgdata=/bench/cluster --no-sync --encoding=UTF8 --locale=C.UTF-8 >/dev/null
pg_ctl --pgdata=/bench/cluster --wait --log=/bench/log --options="-c listen_addresses= -c unix_socket_directories=/bench \
    -c fsync=off -c wal_level=minimal -c max_wal_senders=0 -c autovacuum=off" start >/dev/null
createdb large
psql --quiet --no-psqlrc --dbname=large --set=rows="$(($1 * 1000000))" --set=long="$(($1 * 5))" <<'SQL'
begin;
create table documents (id bigint primary key, created_at timestamptz not null, body text not null);
insert into documents select n, timestamptz '2026-01-01 00:00Z' + n * interval '1 second', repeat(md5(n::text), 31)
from generate_series(1, :rows) n;
create table scans (id bigint primary key, image bytea not null);
alter table scans alter image set storage external;
insert into scans select n, decode(repeat(md5(n::text), 131072), 'hex') || decode(repeat(md5((-n)::text), 131072), 'hex')
from generate_series(1, :long) n;
commit;
SQL
pg_dump --format=custom --compress=0 --file=/dumps/large.dump.part large
mv /dumps/large.dump.part /dumps/large.dump
chmod 0644 /dumps/large.dump
pg_ctl --pgdata=/bench/cluster --mode=immediate stop >/dev/null
INSIDE
