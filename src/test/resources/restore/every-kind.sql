-- One object at least of every kind that pg_dump knows and a plain server can make. All data are invented. For psql.
\set ON_ERROR_STOP on
select :SERVER_VERSION_NUM >= 140000 as v14, :SERVER_VERSION_NUM >= 150000 as v15, :SERVER_VERSION_NUM >= 170000 as v17 \gset

CREATE SCHEMA "Odd ""Schema""" AUTHORIZATION app;
CREATE SCHEMA tools;
COMMENT ON SCHEMA tools IS E'quotes '' and \\ backslashes; and a semicolon';
ALTER SCHEMA public OWNER TO app;
GRANT USAGE ON SCHEMA tools TO PUBLIC;

-- Types
CREATE TYPE tools.mood AS ENUM ('sad', 'it''s ok', 'happy');
CREATE TYPE tools.pair AS (a integer, b text);
ALTER TYPE tools.pair OWNER TO app;
CREATE DOMAIN tools.percent AS numeric(5, 2) DEFAULT 0 CHECK (VALUE BETWEEN 0 AND 100);
ALTER DOMAIN tools.percent OWNER TO app;
COMMENT ON DOMAIN tools.percent IS 'of a hundred';
CREATE FUNCTION tools.distance(a double precision, b double precision) RETURNS double precision
  LANGUAGE sql IMMUTABLE AS 'SELECT a - b';
CREATE TYPE tools.floats AS RANGE (subtype = double precision, subtype_diff = tools.distance);
CREATE TYPE tools.shell;
CREATE TYPE tools.word;
CREATE FUNCTION tools.word_in(cstring) RETURNS tools.word LANGUAGE internal IMMUTABLE STRICT AS 'textin';
CREATE FUNCTION tools.word_out(tools.word) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'textout';
CREATE TYPE tools.word (INPUT = tools.word_in, OUTPUT = tools.word_out, LIKE = text);

-- Functions, procedures, aggregates, operators, casts
CREATE FUNCTION tools."odd; name"(x integer, VARIADIC y text[] DEFAULT '{a,";"}') RETURNS text
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path TO 'tools', 'pg_temp' AS $body$
BEGIN
  -- it's a comment; with a semicolon
  RETURN x || $q$;'"$q$ || array_length(y, 1);
END $body$;
ALTER FUNCTION tools."odd; name"(integer, text[]) OWNER TO app;
REVOKE ALL ON FUNCTION tools."odd; name"(integer, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION tools."odd; name"(integer, text[]) TO reader;
CREATE PROCEDURE tools.nothing(INOUT a integer) LANGUAGE sql AS 'SELECT a';
ALTER PROCEDURE tools.nothing(integer) OWNER TO app;
CREATE AGGREGATE tools.total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
ALTER AGGREGATE tools.total(integer) OWNER TO app;
CREATE FUNCTION tools.same(a tools.pair, b tools.pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT a.a = b.a';
CREATE OPERATOR tools.=== (LEFTARG = tools.pair, RIGHTARG = tools.pair, FUNCTION = tools.same, COMMUTATOR = OPERATOR(tools.===));
ALTER OPERATOR tools.=== (tools.pair, tools.pair) OWNER TO app;
CREATE OPERATOR FAMILY tools.numbers USING btree;
ALTER OPERATOR FAMILY tools.numbers USING btree OWNER TO app;
CREATE OPERATOR CLASS tools.backwards FOR TYPE integer USING btree AS
  OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 btint4cmp(integer, integer);
ALTER OPERATOR CLASS tools.backwards USING btree OWNER TO app;
CREATE FUNCTION tools.first_of(tools.pair) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT ($1).a';
CREATE CAST (tools.pair AS integer) WITH FUNCTION tools.first_of(tools.pair) AS ASSIGNMENT;
\if :v14
CREATE FUNCTION tools.atomic(a integer) RETURNS integer LANGUAGE sql
  BEGIN ATOMIC SELECT a + 1; SELECT CASE WHEN a > 1 THEN a ELSE 2 END; END;
\endif

-- Tables
CREATE TABLE public.customers (
  id bigint GENERATED ALWAYS AS IDENTITY (START 7 INCREMENT 3) PRIMARY KEY,
  name text NOT NULL COLLATE "C",
  "Mixed Case" tools.mood DEFAULT 'happy',
  share tools.percent,
  doubled numeric GENERATED ALWAYS AS (share * 2) STORED,
  tags text[] DEFAULT '{}',
  data jsonb,
  raw bytea,
  seen timestamptz,
  UNIQUE (name, "Mixed Case"),
  CONSTRAINT "named; check" CHECK (name <> ';')
);
ALTER TABLE public.customers OWNER TO app;
COMMENT ON TABLE public.customers IS 'who pays';
COMMENT ON COLUMN public.customers."Mixed Case" IS E'two\nlines';
COMMENT ON CONSTRAINT "named; check" ON public.customers IS 'of a constraint';
GRANT SELECT ON public.customers TO reader;
GRANT SELECT (id, name), UPDATE (share) ON public.customers TO reader WITH GRANT OPTION;
CREATE SEQUENCE public.numbers START 100 CYCLE OWNED BY NONE;
ALTER SEQUENCE public.numbers OWNER TO app;
GRANT USAGE ON SEQUENCE public.numbers TO reader;
CREATE TABLE public.invoices (
  id serial PRIMARY KEY,
  customer bigint REFERENCES public.customers ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  number integer DEFAULT nextval('public.numbers'),
  during tstzrange,
  EXCLUDE USING gist (during WITH &&)
);
ALTER TABLE public.invoices ADD CONSTRAINT late CHECK (number > 0) NOT VALID;
CREATE UNLOGGED TABLE tools.scratch (id integer) WITH (fillfactor = 70);
CREATE TABLE tools.nothing_at_all ();
CREATE TABLE tools.parent (id integer, note text);
CREATE TABLE tools.child (extra integer) INHERITS (tools.parent);
CREATE TABLE public.traffic (at date NOT NULL, bytes bigint) PARTITION BY RANGE (at);
CREATE TABLE public.traffic_2025 PARTITION OF public.traffic FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE public.traffic_2026 PARTITION OF public.traffic FOR VALUES FROM ('2026-01-01') TO ('2027-01-01') PARTITION BY HASH (bytes);
CREATE TABLE public.traffic_2026_0 PARTITION OF public.traffic_2026 FOR VALUES WITH (MODULUS 1, REMAINDER 0);
CREATE TABLE public.traffic_rest PARTITION OF public.traffic DEFAULT;
CREATE INDEX traffic_at ON public.traffic (at);
CREATE TABLE tools.typed OF tools.pair (PRIMARY KEY (a));
CREATE INDEX by_lower ON public.customers (lower(name) DESC NULLS LAST) INCLUDE (id) WHERE name <> 'x';
CREATE UNIQUE INDEX by_number ON public.invoices (number tools.backwards);
ALTER TABLE public.invoices CLUSTER ON by_number;
ALTER TABLE public.customers REPLICA IDENTITY FULL;
ALTER TABLE public.customers ALTER COLUMN name SET STATISTICS 500, ALTER COLUMN raw SET STORAGE EXTERNAL;
ALTER INDEX by_lower ALTER COLUMN 1 SET STATISTICS 200;
COMMENT ON INDEX public.by_number IS 'of an index';
CREATE STATISTICS public.together (dependencies, ndistinct) ON name, share FROM public.customers;
ALTER STATISTICS public.together OWNER TO app;
\if :v15
CREATE TABLE tools.nulls (a integer, UNIQUE NULLS NOT DISTINCT (a));
CREATE VIEW tools.invoking WITH (security_invoker = true) AS SELECT id FROM public.customers;
GRANT SET ON PARAMETER work_mem TO reader;
\endif

-- Views, rules, triggers
CREATE VIEW public.totals AS SELECT customer, count(*) AS invoices FROM public.invoices GROUP BY customer;
ALTER VIEW public.totals OWNER TO app;
CREATE VIEW tools.checked WITH (security_barrier = true) AS
  SELECT id, name FROM public.customers WHERE id > 0 WITH LOCAL CHECK OPTION;
-- Two that need each other, so that pg_dump makes one of them twice.
CREATE TABLE tools.grouped (id integer PRIMARY KEY, v text);
CREATE VIEW tools.depends_on_key AS SELECT id, v, count(*) FROM tools.grouped GROUP BY id;
CREATE MATERIALIZED VIEW public.names AS SELECT id, upper(name) AS name FROM public.customers WITH DATA;
ALTER MATERIALIZED VIEW public.names OWNER TO app;
CREATE UNIQUE INDEX names_id ON public.names (id);
CREATE MATERIALIZED VIEW public.names_again AS SELECT count(*) FROM public.names WITH DATA;
CREATE MATERIALIZED VIEW tools.never AS SELECT 1 AS one WITH NO DATA;
GRANT SELECT ON public.names TO reader;
CREATE RULE "no; delete" AS ON DELETE TO tools.parent DO INSTEAD (SELECT 1; SELECT 2);
COMMENT ON RULE "no; delete" ON tools.parent IS 'of a rule';
CREATE FUNCTION tools.stamp() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := 'stamped'; RETURN NEW; END $$;
CREATE TRIGGER stamp BEFORE INSERT OR UPDATE OF note ON tools.parent FOR EACH ROW WHEN (NEW.id > 0) EXECUTE FUNCTION tools.stamp();
CREATE TRIGGER "off" AFTER INSERT ON tools.parent FOR EACH STATEMENT EXECUTE FUNCTION tools.stamp();
ALTER TABLE tools.parent DISABLE TRIGGER "off";
COMMENT ON TRIGGER stamp ON tools.parent IS 'of a trigger';
CREATE FUNCTION tools.refuse() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE 'ddl'; END $$;
CREATE EVENT TRIGGER watch ON ddl_command_start WHEN TAG IN ('DROP TABLE') EXECUTE FUNCTION tools.refuse();
COMMENT ON EVENT TRIGGER watch IS 'of an event trigger';

-- Row security
ALTER TABLE public.invoices ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.customers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON public.invoices AS RESTRICTIVE FOR SELECT TO reader USING (customer = 1);
CREATE POLICY all_of_them ON public.customers USING (true) WITH CHECK (name <> '');
COMMENT ON POLICY own ON public.invoices IS 'of a policy';

-- Text search, collations, conversions, languages, extensions, foreign data
CREATE TEXT SEARCH DICTIONARY tools.short (TEMPLATE = pg_catalog.simple, STOPWORDS = 'english');
ALTER TEXT SEARCH DICTIONARY tools.short OWNER TO app;
CREATE TEXT SEARCH CONFIGURATION tools.words (COPY = pg_catalog.simple);
ALTER TEXT SEARCH CONFIGURATION tools.words ALTER MAPPING FOR word WITH tools.short;
ALTER TEXT SEARCH CONFIGURATION tools.words OWNER TO app;
CREATE TEXT SEARCH PARSER tools.parser (START = prsd_start, GETTOKEN = prsd_nexttoken, END = prsd_end, LEXTYPES = prsd_lextype);
CREATE TEXT SEARCH TEMPLATE tools.template (LEXIZE = dsimple_lexize);
CREATE COLLATION tools.plain (LOCALE = 'C');
ALTER COLLATION tools.plain OWNER TO app;
CREATE CONVERSION tools.to_latin FOR 'UTF8' TO 'LATIN1' FROM utf8_to_iso8859_1;
ALTER CONVERSION tools.to_latin OWNER TO app;
CREATE EXTENSION hstore SCHEMA tools;
CREATE EXTENSION postgres_fdw;
COMMENT ON EXTENSION hstore IS 'of an extension';
CREATE TABLE tools.keys (h tools.hstore);
CREATE FOREIGN DATA WRAPPER nowhere OPTIONS (debug 'true');
CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'nowhere.example', dbname 'it''s');
ALTER SERVER far OWNER TO app;
GRANT USAGE ON FOREIGN SERVER far TO reader;
CREATE USER MAPPING FOR reader SERVER far OPTIONS (user 'x', password 'not a secret');
CREATE FOREIGN TABLE tools.remote (id integer OPTIONS (column_name 'Id'), v text) SERVER far OPTIONS (table_name 't');
ALTER FOREIGN TABLE tools.remote OWNER TO app;
CREATE ACCESS METHOD heap_too TYPE TABLE HANDLER heap_tableam_handler;
CREATE TABLE tools.other_method (id integer) USING heap_too;
CREATE TRANSFORM FOR tools.hstore LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal));
CREATE TRUSTED PROCEDURAL LANGUAGE tiny HANDLER plpgsql_call_handler;
ALTER LANGUAGE tiny OWNER TO app;

-- Publications and subscriptions
CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert, update');
CREATE PUBLICATION selected FOR TABLE public.customers, tools.parent;
ALTER PUBLICATION selected OWNER TO app;
\if :v15
CREATE PUBLICATION fine FOR TABLE public.invoices (id, number) WHERE (id > 3);
CREATE PUBLICATION whole_schema FOR TABLES IN SCHEMA tools;
\endif
CREATE SUBSCRIPTION from_far CONNECTION 'host=nowhere.example dbname=x' PUBLICATION selected WITH (connect = false, slot_name = NONE);

-- Privileges that later objects get
ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA public GRANT SELECT ON TABLES TO reader;
ALTER DEFAULT PRIVILEGES FOR ROLE app REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Rows
INSERT INTO public.customers (name, "Mixed Case", share, tags, data, raw, seen)
SELECT E'customer\t' || n || CASE n % 4 WHEN 0 THEN E'\n\\.\n' WHEN 1 THEN ' äöü €' WHEN 2 THEN E' \\N \\' ELSE '''"$$;' END,
  (ARRAY['sad', 'it''s ok', 'happy', NULL])[1 + n % 4]::tools.mood, n % 100, ARRAY['a,b', '"', NULL],
  jsonb_build_object('n', n, 'text', E'"\n'), decode(lpad(to_hex(n), 8, '0'), 'hex'), timestamptz '2026-03-29 00:30:00Z' + n * interval '1 hour'
FROM generate_series(1, 5000) n;
INSERT INTO public.invoices (customer, during)
SELECT 7 + 3 * (n % 100), tstzrange(timestamptz '2026-01-01Z' + n * interval '1 day', timestamptz '2026-01-01Z' + (n + 1) * interval '1 day')
FROM generate_series(1, 300) n;
INSERT INTO public.traffic SELECT date '2024-12-01' + n, n FROM generate_series(1, 800) n;
INSERT INTO tools.parent VALUES (1, 'a');
INSERT INTO tools.child VALUES (2, 'b', 3);
INSERT INTO tools.typed VALUES (1, 'one');
INSERT INTO tools.keys VALUES ('a => 1, "b c" => NULL');
INSERT INTO tools.grouped VALUES (1, '');
INSERT INTO tools.other_method VALUES (1);
INSERT INTO tools.nothing_at_all DEFAULT VALUES;
REFRESH MATERIALIZED VIEW public.names;
REFRESH MATERIALIZED VIEW public.names_again;
SELECT setval('public.numbers', 4711, false);

-- Large objects
SELECT lo_from_bytea(4711, decode(repeat('00ff5c0a', 50000), 'hex'));
SELECT lo_from_bytea(4712, '');
SELECT lo_from_bytea(3000000000, 'beyond two thousand million');
SELECT lo_from_bytea(10000 + n, decode(lpad(to_hex(n), 4, '0'), 'hex')) FROM generate_series(1000, 1499) n;
ALTER LARGE OBJECT 4711 OWNER TO app;
COMMENT ON LARGE OBJECT 4711 IS 'of a large object';
GRANT SELECT ON LARGE OBJECT 4711 TO reader;
DO $$ BEGIN FOR n IN 11000..11099 LOOP
  EXECUTE format('ALTER LARGE OBJECT %s OWNER TO app; GRANT SELECT, UPDATE ON LARGE OBJECT %s TO reader', n, n);
END LOOP; END $$;

-- Of the database itself, which a restore into another one leaves alone
DO $$ BEGIN
  EXECUTE format('COMMENT ON DATABASE %I IS ''of a database''', current_database());
  EXECUTE format('ALTER DATABASE %I SET work_mem TO ''5MB''', current_database());
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO reader', current_database());
END $$;
