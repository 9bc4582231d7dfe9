#!/bin/sh
# Makes the sample dumps again from sample.sql, in a database `sample` of the PostgreSQL 15 server that the usual PG*
# variables name, with its own pg_dump and with one of PostgreSQL 18, whose path PG_DUMP_18 says.
# sample-17-lz4.dump is of a server of PostgreSQL 17, the same database by `pg_dump --format custom --compress lz4`.
# Run in this folder.
set -eu
createdb sample
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --dbname sample --file sample.sql > /dev/null
pg_dump --format custom --file sample.dump sample
pg_dump --format custom --compress 0 --file sample-uncompressed.dump sample
pg_dump --format custom sample | cat > sample-pipe.dump
"$PG_DUMP_18" --format custom --file sample-18.dump sample
"$PG_DUMP_18" --format custom --compress zstd --file sample-18-zstd.dump sample
pg_dump --format tar --file sample-tar.dump sample
pg_dump --format plain --file sample-plain.sql sample
pg_dump --format plain --inserts --file sample-plain-inserts.sql sample
for compress in gzip bzip2 xz zstd lz4; do
  $compress -c sample-plain.sql > sample-plain.sql.$compress
done
dropdb sample
