#!/bin/sh
# Makes sample.dump, sample-uncompressed.dump and sample-pipe.dump again from sample.sql, in a database `sample` of the
# PostgreSQL 15 server that the usual PG* variables name. Run in this folder.
set -eu
createdb sample
psql --quiet --no-psqlrc --set ON_ERROR_STOP=1 --dbname sample --file sample.sql > /dev/null
pg_dump --format custom --file sample.dump sample
pg_dump --format custom --compress 0 --file sample-uncompressed.dump sample
pg_dump --format custom sample | cat > sample-pipe.dump
dropdb sample
