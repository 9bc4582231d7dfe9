# SQL-Ledger: accounts of a company, in Latin-1.
psql -d postgres -c "create database sqlledger encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0"
export PGCLIENTENCODING=LATIN1
for part in Pg-tables Pg-functions Pg-indices Germany-SKR03-chart Germany-SKR03-gifi NAICS; do
  # Written for servers to whom a backslash was an escape.
  (echo 'set backslash_quote = on; set standard_conforming_strings = off; set escape_string_warning = off;'
    cat "$scripts/sql-ledger/sql/$part.sql") | psql -d sqlledger
done
unset PGCLIENTENCODING
