-- All rows of all ordinary tables.
select sum((xpath('/row/n/text()', query_to_xml(format('select count(*) as n from only %s', oid::regclass), true, true, '')))[1]::text::bigint)
from pg_class
where relkind = 'r' and relnamespace not in (select oid from pg_namespace where nspname ~ '^pg_' or nspname = 'information_schema')
