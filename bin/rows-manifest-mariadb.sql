-- Writes down what rows a database of MariaDB has, for Restore Verifier to hold a restored backup against (checks:
-- rows-manifest). For mariadb 10.5 and newer; needs no more rights than mariadb-dump does.
--
-- Just before or after a dump, of a database that nobody writes to meanwhile, such as that of a replica between
-- STOP SLAVE SQL_THREAD and START SLAVE:
--
--   mariadb -N -B -r shop < rows-manifest-mariadb.sql > shop-20261121T021500Z.rows
--
-- A line for each table: its name, how many rows, a digest of them in any order, the newest time in them; separated by
-- tabs. The digest is the sum of a 64-bit hash of each row; columns that are computed count for nothing. Columns that are
-- timestamps, datetimes or dates give the newest time; it is empty where there are none. The last line says how many tables
-- there are.
set session time_zone = '+00:00';
set session sql_mode = '';
set session group_concat_max_len = 16777216;
start transaction with consistent snapshot;
select 'restore-verifier rows 1 mariadb';
delimiter //
begin not atomic
  declare done boolean default false;
  declare query longtext;
  declare queries cursor for
    select concat('select concat_ws(char(9), ', quote(replace(replace(t.table_name, '\\', '\\\\'), char(9), '\\t')),
        ', count(*), coalesce(sum(cast(conv(left(md5(concat_ws('','', ',
        group_concat(concat('coalesce(md5(r.`', replace(c.column_name, '`', '``'), '`), ''-'')')
                     order by c.ordinal_position separator ', '),
        ')), 16), 16, 10) as unsigned)), 0), coalesce(date_format(nullif(greatest(''0000-01-01'', ''0000-01-01''',
        coalesce(group_concat(if(c.data_type in ('timestamp', 'datetime', 'date'),
                                 concat(', coalesce(cast(max(r.`', replace(c.column_name, '`', '``'),
                                        '`) as datetime(6)), ''0000-01-01'')'), null)
                              order by c.ordinal_position separator ''), ''),
        '), ''0000-01-01''), ''%Y-%m-%dT%H:%i:%s.%fZ''), '''')) from `', replace(t.table_name, '`', '``'), '` r')
    from information_schema.tables t
    join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name
    where t.table_schema = database() and t.table_type in ('BASE TABLE', 'SYSTEM VERSIONED')
      and c.generation_expression is null
    group by t.table_name
    order by t.table_name;
  declare continue handler for not found set done = true;
  open queries;
  fetch queries into query;
  while not done do
    execute immediate query;
    fetch queries into query;
  end while;
  close queries;
end//
delimiter ;
select concat('tables ', count(*)) from information_schema.tables
where table_schema = database() and table_type in ('BASE TABLE', 'SYSTEM VERSIONED');
commit;
