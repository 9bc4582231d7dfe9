# Kea: leases of addresses. Triggers keep statistics of rows in other tables, and would count twice in a restore.
psql -d postgres -c 'create role kea' -c 'create database kea owner kea'
(echo 'set role kea;'; cat "$scripts/kea/scripts/pgsql/dhcpdb_create.pgsql") | psql -d kea
psql -d kea <<'SQL'
set role kea;
insert into hosts (dhcp_identifier, dhcp_identifier_type, dhcp4_subnet_id, ipv4_address, hostname)
  select decode(lpad(to_hex(n), 12, '0'), 'hex'), 0, 1, 3232235520 + n, 'host-' || n from generate_series(1, 2000) n;
insert into lease4 (address, hwaddr, valid_lifetime, expire, subnet_id, fqdn_fwd, fqdn_rev, hostname, state)
  select 167772160 + n, decode(lpad(to_hex(n), 12, '0'), 'hex'), 3600,
         timestamptz '2026-11-20 12:00:00+00' + n * interval '1 second', n % 3 + 1, false, false, '', n % 2
  from generate_series(1, 10000) n;
update lease4 set state = 2 where address % 7 = 0;
delete from lease4 where address % 11 = 0;
SQL
