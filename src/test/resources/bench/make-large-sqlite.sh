#!/bin/sh
# Makes a database of SQLite of so many gigabytes, with rows of 1 kB: make-large-sqlite.sh FOLDER GIGABYTES ARTIFACT
#
# ARTIFACT is large.db for the file, or large.db.sql for a script by `.dump`, which wants the file to be there.
set -eu
folder=$1
rows=$(($2 * 1000000))
artifact=$3
part=$folder/$artifact.part
rm -f "$part"

case $artifact in
    *.sql)
        sqlite3 "$folder/large.db" .dump >"$part"
        ;;
    *)
        sqlite3 "$part" <<SQL
pragma journal_mode = off;
pragma synchronous = off;
create table documents (id integer primary key, created_at timestamp not null, body text not null);
insert into documents
with recursive n(i) as (select 1 union all select i + 1 from n where i < $rows)
select i, datetime(1767225600 + i, 'unixepoch'), printf('%0' || (900 + i % 100) || 'd', i) from n;
create index documents_created_at on documents (created_at);
SQL
        ;;
esac
mv "$part" "$folder/$artifact"
