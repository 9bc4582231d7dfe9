-- The legacy billing of the sample company, and what its database has that is awkward to dump.
create database billing character set utf8mb4;
create database archive_2019 character set latin1;
create user 'billing'@'%' identified by 'pl4nted-password';
grant select, insert on billing.* to 'billing'@'%';
use billing;
create table customers (
  id int unsigned not null auto_increment primary key,
  name varchar(100) not null,
  email varchar(200) default null,
  balance decimal(12,2) not null default 0,
  rate double,
  flags bit(8),
  logo mediumblob,
  created_at timestamp not null default current_timestamp(),
  comment text comment 'free text; with a semicolon;',
  unique key (email)
) engine=InnoDB;
insert into customers (name, email, balance, rate, flags, logo, created_at, comment)
select concat('Customer ', seq), concat('c', seq, '@example.org'), seq / 7, 1 / seq, seq % 256, unhex(md5(seq)),
       timestamp '2026-11-21 04:00:00' - interval seq minute, concat('it''s \\ a "line"\n', char(0), 'of', char(26), '; -- no comment')
from seq_1_to_500;
insert into customers (name, email, logo, created_at, comment)
values ('Zoë Ünïcode 🐘', null, null, '2026-11-21 05:00:00', null), ('INSERT INTO `customers` VALUES (1);', 'x', x'00ff275c0a', '2026-11-20', '),(');
create table `odd ``name` (`from` int primary key, `a, b` varchar(10)) engine=Aria;
insert into `odd ``name` values (1, 'x'), (2, null);
create table invoices (
  id int not null auto_increment primary key, customer int unsigned not null, amount decimal(10,2) not null, issued date not null,
  due date generated always as (issued + interval 30 day) virtual,
  foreign key (customer) references customers (id));
insert into invoices (customer, amount, issued) select 1 + seq % 500, seq, date '2026-11-20' - interval seq % 300 day from seq_1_to_3000;
