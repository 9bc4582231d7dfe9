#!/bin/sh
# Makes the database of the benchmark of MariaDB and backs it up, in a container that is thrown away:
# make-data-mariadb.sh IMAGE FOLDER SCALE REPEATS
#
# shop.sql.gz: mariadb-dump of eight tables with two indexes each, 80,000 rows for each unit of scale; with
#              2 repeats about 21 MB of production, with 100 about 325.
# shop.xb.gz:  mariadb-backup of the same server, as a stream.
set -eu
image=$1
folder=$2
scale=$3
repeats=$4

name=restore-verifier-bench-data-$$
trap 'docker rm --force --volumes "$name" >/dev/null 2>&1' EXIT
docker run --detach --name "$name" --network none --user mysql --volume /bench --entrypoint sleep "$image" 3600 >/dev/null
docker exec --user 0 "$name" chmod 1777 /bench

docker exec -i --user mysql "$name" sh -s "$scale" "$repeats" <<'INSIDE'
set -eu
cd /bench
mariadb-install-db --no-defaults --datadir=/bench/data --auth-root-authentication-method=normal --skip-test-db >/bench/log 2>&1
mariadbd --no-defaults --datadir=/bench/data --socket=/bench/sock --skip-networking --innodb-flush-log-at-trx-commit=0 >>/bench/log 2>&1 &
for _ in $(seq 150); do mariadb-admin --socket=/bench/sock --user=root ping >/dev/null 2>&1 && break; sleep 0.2; done
{
    echo 'create database shop; use shop;'
    for i in 1 2 3 4 5 6 7 8; do
        echo "create table table_$i (id bigint auto_increment primary key, made datetime not null, amount decimal(12,2) not null,
            name varchar(64) not null, note text, key (made), key (name));
            insert into table_$i (made, amount, name, note)
            select timestamp '2026-01-01 00:00:00' + interval seq minute, seq * 37 % 100000 / 100, md5(concat(seq, '-$i')), repeat(md5(seq), $2)
            from seq_1_to_$(($1 * 10000));"
    done
} | mariadb --socket=/bench/sock --user=root
mariadb-dump --socket=/bench/sock --user=root --single-transaction --databases shop | gzip -1 >/bench/shop.sql.gz
mariadb-backup --backup --stream=xbstream --socket=/bench/sock --user=root --datadir=/bench/data 2>/bench/backup.log | gzip -1 >/bench/shop.xb.gz
grep -q 'completed OK!' /bench/backup.log
du -sb /bench/data/shop | sed 's/\t.*//' >/bench/bytes
INSIDE

for file in shop.sql.gz shop.xb.gz bytes; do
    docker exec "$name" cat "/bench/$file" >"$folder/$file"
done
