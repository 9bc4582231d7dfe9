-- The legacy billing of the sample company as MySQL would hold it, and what of MySQL is awkward to dump.
create database billing character set utf8mb4;
create database archive_2019 character set latin1;
create user 'billing'@'%' identified by 'pl4nted-password';
grant select, insert on billing.* to 'billing'@'%';
set session cte_max_recursion_depth = 10000;
use billing;
create table customers (
  id int unsigned not null auto_increment primary key,
  name varchar(100) not null,
  email varchar(200) collate utf8mb4_0900_ai_ci default null,
  balance decimal(12,2) not null default 0,
  rate double,
  flags bit(8),
  logo mediumblob,
  settings json,
  place point srid 4326,
  token binary(4),
  plan enum('small', 'it''s large') default 'small',
  created_at timestamp(3) not null default current_timestamp(3),
  hidden int invisible default 7,
  comment text comment 'free text; with a semicolon;',
  unique key (email),
  key upper_email ((upper(email))),
  constraint sane check (balance > -1000000)
) engine=InnoDB;
insert into customers (name, email, balance, rate, flags, logo, settings, place, token, plan, created_at, hidden, comment)
with recursive seq (n) as (select 1 union all select n + 1 from seq where n < 500)
select concat('Customer ', n), concat('c', n, '@example.org'), n / 7, 1 / n, n % 256, unhex(sha2(n, 256)),
       json_object('n', n, 'text', 'it''s "quoted" \\ and\nmore'), st_srid(point(n / 10, n / 20), 4326),
       unhex(lpad(hex(n), 8, '0')), elt(1 + n % 2, 'small', 'it''s large'),
       timestamp '2026-11-21 04:00:00.123' - interval n minute, n,
       concat('it''s \\ a "line"\n', char(0), 'of', char(26), '; -- no comment')
from seq;
insert into customers (name, email, logo, created_at, comment)
values ('Zoë Ünïcode 🐘', null, null, '2026-11-21 05:00:00', null),
       ('INSERT INTO `customers` VALUES (1);', 'x', x'00ff275c0a', '2026-11-20', '),(');
create table `odd ``name` (`from` int primary key, `a, b` varchar(10)) engine=MyISAM;
insert into `odd ``name` values (1, 'x'), (2, null);
create table invoices (
  id int not null auto_increment, customer int unsigned not null, amount decimal(10,2) not null, issued date not null,
  due date generated always as (issued + interval 30 day) virtual,
  primary key (id), foreign key (customer) references customers (id));
insert into invoices (customer, amount, issued)
with recursive seq (n) as (select 1 union all select n + 1 from seq where n < 3000)
select 1 + n % 500, n, date '2026-11-20' - interval n % 300 day from seq;
create table hits (day date not null, count bigint not null, primary key (day))
  partition by range (year(day)) (partition old values less than (2026), partition now values less than maxvalue);
insert into hits values ('2025-12-31', 1), ('2026-01-01', 2);
