#!/bin/sh
# Makes one artifact of a database of so many gigabytes, in a container that is thrown away:
# make-large.sh IMAGE FOLDER GIGABYTES ARTIFACT
#
# The database has rows of 1 kB, and for each gigabyte five values of 4 MB more. ARTIFACT is one of
# large.dump      pg_dump's custom format, not compressed
# large.sql.gz    a script in gzip
# large.dir       pg_dump's directory, compressed
# large.all.sql.gz  a script of the whole cluster by pg_dumpall, in gzip
# large.physical  pg_basebackup in tar, not compressed, with the WAL it needs
# Needs twice its size meanwhile.
set -eu
image=$1
folder=$2
gigabytes=$3
artifact=$4

name=restore-verifier-bench-large-$$
trap 'docker rm --force --volumes "$name" >/dev/null 2>&1' EXIT
docker run --detach --name "$name" --network none --user postgres --volume /bench --volume "$folder:/dumps" \
    --entrypoint sleep "$image" 7200 >/dev/null
docker exec --user 0 "$name" chmod 1777 /bench /dumps

docker exec -i --user postgres "$name" sh -s "$gigabytes" "$artifact" <<'INSIDE'
set -eu
PATH="$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)"
export PGHOST=/bench PGDATABASE=postgres
initdb --pgdata=/bench/cluster --no-sync --encoding=UTF8 --locale=C.UTF-8 >/dev/null
pg_ctl --pgdata=/bench/cluster --wait --log=/bench/log --options="-c listen_addresses= -c unix_socket_directories=/bench \
    -c fsync=off -c full_page_writes=off -c autovacuum=off" start >/dev/null
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
part=/dumps/$2.part
rm -rf "$part"
case $2 in
    large.dump) pg_dump --format=custom --compress=0 --file="$part" large ;;
    large.sql.gz) pg_dump large | gzip -1 >"$part" ;;
    large.dir) pg_dump --format=directory --jobs=2 --compress=1 --file="$part" large ;;
    large.all.sql.gz) pg_dumpall | gzip -1 >"$part" ;;
    large.physical) pg_basebackup --pgdata="$part" --format=tar --wal-method=fetch --checkpoint=fast ;;
esac
chmod -R a+rX "$part"
mv "$part" "/dumps/$2"
pg_ctl --pgdata=/bench/cluster --mode=immediate stop >/dev/null
INSIDE
