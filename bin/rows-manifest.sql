-- Writes down what rows a database has, for Restore Verifier to hold a restored backup against (checks: rows-manifest).
-- For psql 11 and newer, PostgreSQL 13 to 18; needs no more rights than pg_dump does.
--
-- Just before or after a dump, of a database that nobody writes to meanwhile:
--
--   psql -X -At -v ON_ERROR_STOP=1 -f rows-manifest.sql shop > shop-20261121T021500Z.rows
--
-- Of one that is written to: in the same snapshot as the dump, which this runs itself and gives --snapshot:
--
--   psql -X -At -v ON_ERROR_STOP=1 -v dump='pg_dump -Fc -f shop-20261121T021500Z.dump shop' \
--        -f rows-manifest.sql shop > shop-20261121T021500Z.rows
--
-- A line for each table: its name, how many rows, a digest of them in any order, the newest time in them; separated by
-- tabs. The digest is the sum of a 64-bit hash of each row's text. Columns that are timestamps or dates give the newest
-- time; it is empty where there are none. The last line says how many tables there are.
\set QUIET on
begin transaction isolation level repeatable read, read only;
set local datestyle = 'ISO, YMD';
set local intervalstyle = postgres;
set local timezone = 'UTC';
set local extra_float_digits = 1;
set local bytea_output = hex;
set local lc_monetary = 'C';
set local search_path = '';
set local row_security = off;
set local quote_all_identifiers = off;
\if :{?dump}
select pg_catalog.pg_export_snapshot() as snapshot \gset
\setenv RESTORE_VERIFIER_DUMP :dump
\setenv RESTORE_VERIFIER_SNAPSHOT :snapshot
\! eval "$RESTORE_VERIFIER_DUMP --snapshot=$RESTORE_VERIFIER_SNAPSHOT" 1>&2 || echo 'the dump failed'
\endif
select 'restore-verifier rows 1';
select pg_catalog.format(
    'select pg_catalog.concat_ws(E''\t'', %L, count(*), coalesce(sum(pg_catalog.hashtextextended((t.*)::text, 0)), 0), %s)'
    ' from only %s t',
    replace(replace(replace(c.oid::regclass::text, '\', '\\'), chr(10), '\n'), chr(9), '\t'),
    coalesce('coalesce(pg_catalog.to_char(greatest(' || newest.columns
             || ') at time zone ''UTC'', ''YYYY-MM-DD"T"HH24:MI:SS.US"Z"''), '''')', ''''''),
    c.oid::regclass)
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join lateral (
    select pg_catalog.string_agg(pg_catalog.format('max(t.%1$I) filter (where pg_catalog.isfinite(t.%1$I))::timestamptz',
                                                   a.attname), ', ' order by a.attnum) as columns
    from pg_catalog.pg_attribute a
    where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      and a.atttypid in ('timestamptz'::regtype, 'timestamp'::regtype, 'date'::regtype)) newest on true
where c.relkind = 'r' and c.relpersistence <> 't'
  and n.nspname not like 'pg\_%' and n.nspname <> 'information_schema'
  and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
                  and d.deptype = 'e')
order by n.nspname, c.relname
\gexec
select 'tables ' || pg_catalog.count(*)
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and c.relpersistence <> 't'
  and n.nspname not like 'pg\_%' and n.nspname <> 'information_schema'
  and not exists (select from pg_catalog.pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid
                  and d.deptype = 'e');
commit;
