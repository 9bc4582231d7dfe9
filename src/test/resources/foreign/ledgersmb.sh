# LedgerSMB: accounts of a company. Hundreds of functions, composite types, triggers, extensions, and a role for each
# right of its users.
psql -d postgres -c 'create database ledgersmb'
cd "$scripts/ledgersmb/sql"
psql -d ledgersmb -c 'create extension btree_gist' -c 'create extension tablefunc' -c 'create extension pg_trgm'
psql -d ledgersmb -f Pg-database.sql
# Its own installer goes on where a change is in the schema already, which an exclamation mark announces.
{
  echo '\set ON_ERROR_STOP off'
  sed -n 's/#.*//; s/^[[:space:]]*!*\([^[:space:]]\{1,\}\)[[:space:]]*$/\\i changes\/\1/p' changes/LOADORDER
  sed -n 's/#.*//; s/^[[:space:]]*\([^[:space:]]\{1,\}\)[[:space:]]*$/\\i modules\/\1/p' modules/LOADORDER
  echo '\i coa/de/chart/General.sql'
  echo '\i coa/de/gifi/General.sql'
} | psql -d ledgersmb 2>/tmp/o/expected
psql -d ledgersmb <<'SQL'
insert into gl (reference, description, transdate, approved)
  select 'GL-' || n, 'Buchung ' || n, date '2026-11-20' - n % 300, true from generate_series(1, 3000) n;
SQL
