# Zabbix: a monitoring server. Its own templates and pictures are tens of thousands of rows.
psql -d postgres -c 'create role zabbix' -c 'create database zabbix owner zabbix'
(
  echo 'begin; set role zabbix;'
  zcat "$scripts/zabbix-server-pgsql/schema.sql.gz" "$scripts/zabbix-server-pgsql/images.sql.gz" \
    "$scripts/zabbix-server-pgsql/data.sql.gz" | grep -v -x -E 'START TRANSACTION;|COMMIT;'
  echo 'commit;'
) | psql -d zabbix
