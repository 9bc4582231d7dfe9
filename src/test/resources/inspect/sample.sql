-- The small database that sample.dump was made of. All data are invented.
CREATE TABLE customers (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    note text
);
CREATE TABLE invoices (
    id integer PRIMARY KEY,
    customer_id integer NOT NULL REFERENCES customers,
    amount numeric(10, 2) NOT NULL,
    created_at timestamptz NOT NULL
);
CREATE TABLE empty_table (id integer);
CREATE INDEX invoices_by_customer ON invoices (customer_id);
CREATE VIEW totals AS SELECT customer_id, sum(amount) AS total FROM invoices GROUP BY customer_id;
COMMENT ON TABLE customers IS 'who pays';

INSERT INTO customers (name, note)
SELECT 'customer ' || n, CASE n % 3 WHEN 0 THEN E'two\nlines\\.' WHEN 1 THEN NULL ELSE 'ä' END
FROM generate_series(1, 20) n;
INSERT INTO invoices
SELECT n, 1 + n % 20, n * 1.5, timestamptz '2026-01-01 00:00:00Z' + n * interval '1 hour'
FROM generate_series(1, 50) n;
SELECT lo_from_bytea(4711, decode(repeat('00ff17', 200), 'hex'));
SELECT lo_from_bytea(4712, '');
