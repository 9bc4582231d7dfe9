# Bacula: a backup server. Names of files in whatever encoding they have, which is why its database has none.
psql -d postgres -c "create database bacula encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0" \
  -c "alter database bacula set datestyle to 'ISO, YMD'"
psql -d bacula -f "$scripts/dbconfig-common/data/bacula-director-pgsql/install/pgsql"
psql -d bacula <<'SQL'
insert into client (name, uname) values ('web-fd', 'Linux'), ('mail-fd', 'Linux');
insert into job (job, name, type, level, clientid, jobstatus, schedtime, starttime, endtime)
  select 'nightly.' || n, 'nightly', 'B', 'I', n % 2 + 1, 'T', t, t, t + interval '20 minutes'
  from generate_series(1, 200) n, lateral (select timestamp '2026-11-20 23:05' - n * interval '12 hours') d(t);
insert into path (path) select '/srv/' || n || '/' from generate_series(1, 500) n;
-- Latin-1 and UTF-8, a backslash, a tab and a line feed in names of files.
insert into filename (name)
  select 'file' || n || (array['.txt', E'\xfcber', E'\xc3\xbcber', E'\\', E'\t', E'a\nb'])[n % 6 + 1]
  from generate_series(1, 3000) n;
insert into file (fileindex, jobid, pathid, filenameid, lstat, md5)
  select n, n % 200 + 1, n % 500 + 1, n % 3000 + 1, 'gB ' || n || ' IGk B A A A', md5(n::text)
  from generate_series(1, 150000) n;
insert into restoreobject (objectname, restoreobject, pluginname) values ('job_metadata.xml', '\x00ff5c0a', 'bpipe');
SQL
