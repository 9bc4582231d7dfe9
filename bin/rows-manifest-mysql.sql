-- Writes down what rows a database of MySQL has, for Restore Verifier to hold a restored backup against (checks:
-- rows-manifest). For mysql 8.0 and newer; needs no more rights than mysqldump does.
--
-- Just before or after a dump, of a database that nobody writes to meanwhile, such as that of a replica between
-- STOP REPLICA SQL_THREAD and START REPLICA. This script writes the one that asks for the rows:
--
--   mysql -N -B -r shop < rows-manifest-mysql.sql | mysql -N -B -r shop > shop-20261121T021500Z.rows
--
-- A line for each table: its name, how many rows, a digest of them in any order, the newest time in them; separated by
-- tabs. The digest is the sum of a 64-bit hash of each row; columns that are computed count for nothing. Columns that are
-- timestamps, datetimes or dates give the newest time; it is empty where there are none. The last line says how many tables
-- there are.
set session time_zone = '+00:00';
set session sql_mode = '';
set session group_concat_max_len = 16777216;
select 'set session time_zone = ''+00:00'';';
select 'set session sql_mode = '''';';
select 'start transaction with consistent snapshot;';
select 'select ''restore-verifier rows 1 mysql'';';
-- Of each table:
select concat('select concat_ws(char(9), ', quote(replace(replace(t.table_name, '\\', '\\\\'), char(9), '\\t')),
    ', count(*), coalesce(sum(cast(conv(left(sha2(concat_ws('','', ',
    group_concat(concat('coalesce(sha2(r.`', replace(c.column_name, '`', '``'), '`, 256), ''-'')')
                 order by c.ordinal_position separator ', '),
    '), 256), 16), 16, 10) as unsigned)), 0), coalesce(date_format(nullif(greatest(''0000-01-01'', ''0000-01-01''',
    coalesce(group_concat(if(c.data_type in ('timestamp', 'datetime', 'date'),
                             concat(', coalesce(cast(max(r.`', replace(c.column_name, '`', '``'),
                                    '`) as datetime(6)), ''0000-01-01'')'), null)
                          order by c.ordinal_position separator ''), ''),
    '), ''0000-01-01''), ''%Y-%m-%dT%H:%i:%s.%fZ''), '''')) from `', replace(t.table_name, '`', '``'), '` r;')
from information_schema.tables t
join information_schema.columns c on c.table_schema = t.table_schema and c.table_name = t.table_name
where t.table_schema = database() and t.table_type = 'BASE TABLE' and coalesce(c.generation_expression, '') = ''
group by t.table_name
order by t.table_name;
select concat('select ''tables ', count(*), ''';') from information_schema.tables
where table_schema = database() and table_type = 'BASE TABLE';
select 'commit;';
