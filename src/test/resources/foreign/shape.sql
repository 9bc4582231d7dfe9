-- What a database is made of, in a line, less what extensions brought.
with own as (
  select oid from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
), brought as (
  select classid, objid from pg_depend where deptype = 'e'
), counted (place, what, number) as (
  select 1, 'schemas', count(*) from own
  union all
  select array_position('{r,p,f,v,m,S}', relkind::text) + 1,
         (array['tables', 'partitioned tables', 'foreign tables', 'views', 'materialised views', 'sequences'])
           [array_position('{r,p,f,v,m,S}', relkind::text)],
         count(*)
  from pg_class where relnamespace in (table own) and relkind in ('r', 'p', 'f', 'v', 'm', 'S')
    and not exists (select from brought where classid = 'pg_class'::regclass and objid = pg_class.oid)
  group by relkind
  union all
  select 8, 'functions', count(*) from pg_proc where pronamespace in (table own)
    and not exists (select from brought where classid = 'pg_proc'::regclass and objid = pg_proc.oid)
  union all
  select 9, 'triggers', count(*) from pg_trigger where not tgisinternal
  union all
  select 10, 'rules', count(*) from pg_rewrite r join pg_class c on c.oid = ev_class
    where relnamespace in (table own) and rulename <> '_RETURN'
  union all
  select 11, 'policies', count(*) from pg_policy
  union all
  select 12, 'types', count(*) from pg_type t where typnamespace in (table own) and typtype in ('d', 'e', 'r', 'c')
    and not exists (select from pg_class where oid = typrelid and relkind <> 'c')
    and not exists (select from brought where classid = 'pg_type'::regclass and objid = t.oid)
  union all
  select 13, 'extensions', count(*) from pg_extension where extname <> 'plpgsql'
  union all
  select 14, 'large objects', count(*) from pg_largeobject_metadata
)
select string_agg(
    number || ' ' || case number when 1 then regexp_replace(regexp_replace(what, 'ies$', 'y'), 's$', '') else what end,
    ', ' order by place) || ', '
  || (select pg_encoding_to_char(encoding) from pg_database where datname = current_database())
from counted where number > 0
