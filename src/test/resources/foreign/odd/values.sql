-- Values at the edge of their types, and texts that a dump has to escape.
set search_path = public;
create extension hstore;
create schema extensions;
create extension citext schema extensions;
create type pair as (a int, b text);
create type mood as enum ('sad', 'ok', 'it''s "fine"');
create type no_mood as enum ();
create domain positive as int check (value > 0);
create domain small as positive check (value < 100) default 5;
create domain words as text[] check (array_length(value, 1) < 10);
create type span as range (subtype = float8);
create table edges (
  id int generated always as identity primary key,
  n numeric, f8 float8, f4 float4, d date, ts timestamp, tz timestamptz, t time, ttz timetz, i interval,
  m money, x xml, b bit(5), vb varbit, r int4range, mr int4multirange, s span, by bytea, c char(8), j json, jb jsonb);
insert into edges (n, f8, f4, d, ts, tz, t, ttz, i, m, x, b, vb, r, mr, s, by, c, j, jb) values
  ('NaN', 'NaN', 'NaN', 'infinity', 'infinity', 'infinity', '24:00', '24:00:00+15:59', '-1 year +3 days -04:05:06.789',
   '-92233720368547758.08', '<a>&lt;</a>', '10101', '', 'empty', '{}', 'empty', '', '', ' {"a":1, "a":  2}', '{"a": "\u20ac"}'),
  ('Infinity', 'Infinity', '-Infinity', '-infinity', '-infinity', '-infinity', '00:00', '00:00-15:59', '178000000 years',
   '0.01', 'text', '00000', '1', '(,)', '{(,1),[5,7),(9,)}', '(,)', '\x00ff5c0a0d09', 'pad', '[]', 'null'),
  ('-0.000', '-0', '1e-45', '4713-01-01 BC', '4713-01-01 00:00:00 BC', '294276-12-31 23:59:59.999999+00', '12:00:00.000001',
   '00:00+00', '00:00:00.000001', '1234.5', '', '11111', '0101', '[1,2]', '{[1,2]}', '[0.1,0.2)', '\xdeadbeef', 'ÄÖÜ', '"\u0041"', '1e400'),
  (1e500, 4.9e-324, 3.4028235e38, '0001-01-01', '2026-11-21 01:15:00', '2026-03-29 02:30:00+01', '23:59:60', '01:02:03.4-05:30',
   'P1Y2M3DT4H5M6S', '1', '<b/>', '00001', '11', '[-5,)', '{[-5,)}', '[1e-300,1e300]', E'\\x5c5c', E'a\tb', '{}', '{}'),
  (0.1, 0.1::float8 + 0.2, 0.1, '9999-12-31', '9999-12-31', '9999-12-31', '1:00', '1:00+0', '0', '0', null, null, null, null, null,
   null, null, null, null, null),
  (null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
create table texts (id serial, t text);
insert into texts (t) values (''), (null), ('\N'), ('\.'), (E'\\.\n'), (E'a\n\\.\nb'), (E'\r'), (E'\r\n'), (E'\n'), (E'\t'), ('\'), ('\\'),
  (E'\b\f\v'), ('NULL'), ('"'), (','), (' '), (U&'\+01F600 \FFFD \200B \0301'), (repeat('long ', 400000)), (E'\\x41'), (E'\001\177');
create table assorted (p pair, ps pair[], m mood, nm no_mood, small small, w words, a int[], aa text[][], h hstore, ci extensions.citext,
  ts tsvector, tq tsquery, u uuid, ip inet, net cidr, mac macaddr8, pt point, ln line, poly polygon, ci2 circle, pa path, lsn pg_lsn,
  o oid, rc regclass, rt regtype, "char" "char", nm2 name, snap pg_snapshot, jp jsonpath);
insert into assorted values
  (row(1, 'a,"b)'), array[row(1, null), null, row(null, E'x\ny')]::pair[], 'it''s "fine"', null, default, '{}', '[-1:1]={1,NULL,3}',
   '{{a,"b c"},{"\"",NULL}}', 'a=>1, b=>NULL', 'CaSe', 'a:1 b:2A', 'a & !b', '00000000-0000-0000-0000-000000000000', '::1/64', '10.0.0.0/8',
   '08:00:2b:01:02:03:04:05', '(0,-0)', '{1,-1,0}', '((0,0),(1,1),(1,0))', '<(1,2),3>', '[(0,0),(1,1)]', '16/B374D848', 4294967295,
   'pg_class', 'integer', E'\\377', 'name', '10:20:10,14,15', '$.a[*] ? (@ > 1)');
insert into assorted (p, ps, m, small, w, a) values (null, null, null, null, null, null), (row(null, null), '{}', 'sad', 7, '{a,b}', '{}');
-- More columns than a function may have arguments.
do $$ begin
  execute (select 'create table wide (' || string_agg(format('c%s int default %s', n, n), ', ') || ')' from generate_series(1, 1200) n);
end $$;
insert into wide select from generate_series(1, 5);
create table nothing ();
insert into nothing select from generate_series(1, 3);
create table doubles (a int, b text);
insert into doubles select n % 3, 'the same' from generate_series(1, 100) n;
create table empty_one (id bigserial primary key, at timestamptz);
