-- The canary: one row that says which system this is and when it was last alive. Written right before each backup, it
-- comes along in the dump, and the restored copy is held against `checks: canary:` of the entry.
--
--     psql -X -q -f canary.sql -v system=fremont-1 clientarea && pg_dump -Fc -f ... clientarea
--
-- Give each system a name of its own, in its own job; a name copied along with the job proves nothing. For psql 13 and
-- newer, PostgreSQL 13 and newer, any role that may create a table. Where dumps are taken from a replica, write to the
-- primary. May be run as often as you like.
\set ON_ERROR_STOP on
\if :{?system}
\else
  \warn 'canary.sql: which system is this? add -v system=NAME'
  do $$ begin raise exception 'no system was named'; end $$;
\endif

select to_regclass('restore_verifier_canary') is null as absent,
       inet_server_addr() is null as local,
       has_function_privilege('pg_catalog.pg_control_system()', 'execute') as readable \gset
\if :absent
  create table restore_verifier_canary (
    system            text primary key check (system ~ '^[A-Za-z0-9._:-]{1,100}$'),
    database          text        not null,
    host              text        not null,
    system_identifier text,
    written_at        timestamptz not null,
    nonce             uuid        not null
  );
  comment on table restore_verifier_canary is 'written before each backup; Restore Verifier looks for it in the restored copy';
\endif

\if :local
  \set host `hostname`
\else
  select host(inet_server_addr()) as host \gset
\endif
\set system_identifier ''
\if :readable
  select system_identifier from pg_catalog.pg_control_system() \gset
\endif

insert into restore_verifier_canary
values (:'system', current_database(), :'host', nullif(:'system_identifier', ''), clock_timestamp(), gen_random_uuid())
on conflict (system) do update
set database = excluded.database, host = excluded.host, system_identifier = excluded.system_identifier,
    written_at = excluded.written_at, nonce = excluded.nonce;
