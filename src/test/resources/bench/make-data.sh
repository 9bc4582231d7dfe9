#!/bin/sh
# Makes the databases of the benchmark and dumps them, in a container that is thrown away: make-data.sh IMAGE FOLDER SCALE
#
# pgbench.dump: pgbench's four tables with foreign keys, about 15 MB for each unit of scale.
# pgbench.sql.gz, pgbench.dir, physical: the same as a script in gzip, as a directory, and the whole server by pg_basebackup.
# forty.dump:   forty tables of 20,000 rows, each with a primary key, two indexes and a foreign key to the one before.
set -eu
image=$1
folder=$2
scale=$3

name=restore-verifier-bench-data-$$
trap 'docker rm --force --volumes "$name" >/dev/null 2>&1' EXIT
docker run --detach --name "$name" --network none --user postgres --tmpfs /bench:mode=1777 --entrypoint sleep "$image" 3600 >/dev/null

docker exec -i --user postgres "$name" sh -s "$scale" <<'INSIDE'
set -eu
PATH="$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)"
export PGHOST=/bench PGDATABASE=postgres
initdb --pgdata=/bench/cluster --no-sync --encoding=UTF8 --locale=C.UTF-8 >/dev/null
pg_ctl --pgdata=/bench/cluster --wait --options="-c listen_addresses= -c unix_socket_directories=/bench -c fsync=off" \
    --log=/bench/log start >/dev/null
createdb pgbench
pgbench --quiet --initialize --scale="$1" --foreign-keys pgbench 2>/dev/null
pg_dump --format=custom --file=/bench/pgbench.dump pgbench
pg_dump --format=plain pgbench | gzip -6 >/bench/pgbench.sql.gz
pg_dump --format=directory --jobs=2 --file=/bench/pgbench.dir pgbench
pg_basebackup --pgdata=/bench/physical --format=tar --gzip --wal-method=fetch --checkpoint=fast
createdb forty
psql --quiet --no-psqlrc --dbname=forty <<'SQL'
do $$
declare
    t text;
    i int;
begin
    for i in 1..40 loop
        t := 'table_' || to_char(i, 'fm00');
        execute format('create table %I (id bigint generated always as identity primary key, parent bigint,
            created_at timestamptz not null, amount numeric(12,2) not null, name text not null, note jsonb)', t);
        execute format('insert into %I (parent, created_at, amount, name, note)
            select case when %s > 1 then n end, timestamptz ''2026-01-01 00:00Z'' + n * interval ''1 minute'',
                   (n * 37 %% 100000) / 100.0, md5(n::text || %s), jsonb_build_object(''n'', n)
            from generate_series(1, 20000) n', t, i, i);
        execute format('create index on %I (created_at)', t);
        execute format('create index on %I (lower(name))', t);
        if i > 1 then
            execute format('alter table %I add foreign key (parent) references %I (id)',
                t, 'table_' || to_char(i - 1, 'fm00'));
        end if;
    end loop;
end $$;
SQL
pg_dump --format=custom --file=/bench/forty.dump forty
psql --no-psqlrc --tuples-only --no-align --command="select datname || ' ' || pg_database_size(datname) from pg_database
    where datname in ('pgbench', 'forty')" > /bench/sizes
pg_ctl --pgdata=/bench/cluster --mode=immediate stop >/dev/null
INSIDE

for file in pgbench.dump pgbench.sql.gz forty.dump; do
    # By way of a stream: what lies in memory cannot be copied by the engine.
    docker exec "$name" cat "/bench/$file" > "$folder/$file"
done
for tree in pgbench.dir physical; do
    docker exec "$name" tar -C /bench -cf - "$tree" | tar -C "$folder" --no-same-owner -xf -
    chmod -R a+rX "$folder/$tree"
done
docker exec "$name" cat /bench/sizes > "$folder/sizes"
