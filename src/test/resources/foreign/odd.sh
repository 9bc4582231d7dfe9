# Ours, and whole: whatever PostgreSQL allows and few people do.
psql -d postgres <<'SQL'
create role odd_owner;
create role odd_reader;
create role "Odd Role" login;
create database odd owner odd_owner;
alter database odd set timezone = 'Asia/Kathmandu';
alter database odd set datestyle = 'SQL, DMY';
alter database odd set intervalstyle = 'sql_standard';
alter database odd set bytea_output = 'escape';
alter database odd set extra_float_digits = 0;
alter database odd set search_path = 'nowhere';
alter role "Odd Role" in database odd set statement_timeout = '1ms';
SQL
for part in names values tables code surroundings; do
  psql -d odd -f "/tmp/ours/odd/$part.sql"
done
