-- The same on SQLite and PostgreSQL: only types that mean the same on both. Moments and spans are milliseconds,
-- moments since 1970 in UTC. What is counted, measured or digested, and never a row of data.
create table run (
  id varchar(100) not null primary key,
  started bigint not null,
  finished bigint not null,
  as_of bigint not null,
  shard varchar(20) not null,
  sandbox varchar(20) not null,
  version varchar(100) not null
);
create index run_started on run (started);

create table outcome (
  run varchar(100) not null references run (id) on delete cascade,
  number integer not null,
  entry text not null,
  kind varchar(20) not null,
  verdict varchar(20) not null,
  as_of bigint not null,
  started bigint not null,
  finished bigint not null,
  artifact text,
  produced_at bigint,
  bytes bigint,
  sha256 varchar(64) not null,
  rpo bigint,
  rpo_objective bigint,
  rto bigint,
  rto_objective bigint,
  primary key (run, number)
);
create index outcome_as_of on outcome (as_of);
create index outcome_entry on outcome (entry, verdict, as_of);

create table stage (
  run varchar(100) not null,
  outcome integer not null,
  number integer not null,
  stage varchar(20) not null,
  status varchar(20) not null,
  lasted bigint not null,
  primary key (run, outcome, number),
  foreign key (run, outcome) references outcome (run, number) on delete cascade
);

create table check_result (
  run varchar(100) not null,
  outcome integer not null,
  number integer not null,
  name text not null,
  subject text not null,
  status varchar(20) not null,
  primary key (run, outcome, number),
  foreign key (run, outcome) references outcome (run, number) on delete cascade
);

create table finding (
  run varchar(100) not null,
  outcome integer not null,
  number integer not null,
  code varchar(40) not null,
  severity varchar(10) not null,
  stage varchar(20) not null,
  subject text not null,
  ignored integer not null,
  primary key (run, outcome, number),
  foreign key (run, outcome) references outcome (run, number) on delete cascade
);

create table row_count (
  run varchar(100) not null,
  outcome integer not null,
  relation text not null,
  counted bigint not null,
  primary key (run, outcome, relation),
  foreign key (run, outcome) references outcome (run, number) on delete cascade
);
