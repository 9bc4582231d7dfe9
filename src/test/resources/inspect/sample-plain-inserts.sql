--
-- PostgreSQL database dump
--

\restrict IJA8pPKqg1aoVd93Y3tAhnDkSQLwildH1fUUfC72ejU9yddwa281ZbjpXhTncKJ

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: customers; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.customers (
    id integer NOT NULL,
    name text NOT NULL,
    note text
);


ALTER TABLE public.customers OWNER TO postgres;

--
-- Name: TABLE customers; Type: COMMENT; Schema: public; Owner: postgres
--

COMMENT ON TABLE public.customers IS 'who pays';


--
-- Name: customers_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres
--

ALTER TABLE public.customers ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME public.customers_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: empty_table; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.empty_table (
    id integer
);


ALTER TABLE public.empty_table OWNER TO postgres;

--
-- Name: invoices; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.invoices (
    id integer NOT NULL,
    customer_id integer NOT NULL,
    amount numeric(10,2) NOT NULL,
    created_at timestamp with time zone NOT NULL
);


ALTER TABLE public.invoices OWNER TO postgres;

--
-- Name: totals; Type: VIEW; Schema: public; Owner: postgres
--

CREATE VIEW public.totals AS
 SELECT invoices.customer_id,
    sum(invoices.amount) AS total
   FROM public.invoices
  GROUP BY invoices.customer_id;


ALTER TABLE public.totals OWNER TO postgres;

--
-- Name: 4711; Type: BLOB; Schema: -; Owner: postgres
--

SELECT pg_catalog.lo_create('4711');


ALTER LARGE OBJECT 4711 OWNER TO postgres;

--
-- Name: 4712; Type: BLOB; Schema: -; Owner: postgres
--

SELECT pg_catalog.lo_create('4712');


ALTER LARGE OBJECT 4712 OWNER TO postgres;

--
-- Data for Name: customers; Type: TABLE DATA; Schema: public; Owner: postgres
--

INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (1, 'customer 1', NULL);
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (2, 'customer 2', 'ä');
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (3, 'customer 3', 'two
lines\.');
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (4, 'customer 4', NULL);
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (5, 'customer 5', 'ä');
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (6, 'customer 6', 'two
lines\.');
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (7, 'customer 7', NULL);
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (8, 'customer 8', 'ä');
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (9, 'customer 9', 'two
lines\.');
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (10, 'customer 10', NULL);
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (11, 'customer 11', 'ä');
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (12, 'customer 12', 'two
lines\.');
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (13, 'customer 13', NULL);
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (14, 'customer 14', 'ä');
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (15, 'customer 15', 'two
lines\.');
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (16, 'customer 16', NULL);
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (17, 'customer 17', 'ä');
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (18, 'customer 18', 'two
lines\.');
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (19, 'customer 19', NULL);
INSERT INTO public.customers OVERRIDING SYSTEM VALUE VALUES (20, 'customer 20', 'ä');


--
-- Data for Name: empty_table; Type: TABLE DATA; Schema: public; Owner: postgres
--



--
-- Data for Name: invoices; Type: TABLE DATA; Schema: public; Owner: postgres
--

INSERT INTO public.invoices VALUES (1, 2, 1.50, '2026-01-01 01:00:00+00');
INSERT INTO public.invoices VALUES (2, 3, 3.00, '2026-01-01 02:00:00+00');
INSERT INTO public.invoices VALUES (3, 4, 4.50, '2026-01-01 03:00:00+00');
INSERT INTO public.invoices VALUES (4, 5, 6.00, '2026-01-01 04:00:00+00');
INSERT INTO public.invoices VALUES (5, 6, 7.50, '2026-01-01 05:00:00+00');
INSERT INTO public.invoices VALUES (6, 7, 9.00, '2026-01-01 06:00:00+00');
INSERT INTO public.invoices VALUES (7, 8, 10.50, '2026-01-01 07:00:00+00');
INSERT INTO public.invoices VALUES (8, 9, 12.00, '2026-01-01 08:00:00+00');
INSERT INTO public.invoices VALUES (9, 10, 13.50, '2026-01-01 09:00:00+00');
INSERT INTO public.invoices VALUES (10, 11, 15.00, '2026-01-01 10:00:00+00');
INSERT INTO public.invoices VALUES (11, 12, 16.50, '2026-01-01 11:00:00+00');
INSERT INTO public.invoices VALUES (12, 13, 18.00, '2026-01-01 12:00:00+00');
INSERT INTO public.invoices VALUES (13, 14, 19.50, '2026-01-01 13:00:00+00');
INSERT INTO public.invoices VALUES (14, 15, 21.00, '2026-01-01 14:00:00+00');
INSERT INTO public.invoices VALUES (15, 16, 22.50, '2026-01-01 15:00:00+00');
INSERT INTO public.invoices VALUES (16, 17, 24.00, '2026-01-01 16:00:00+00');
INSERT INTO public.invoices VALUES (17, 18, 25.50, '2026-01-01 17:00:00+00');
INSERT INTO public.invoices VALUES (18, 19, 27.00, '2026-01-01 18:00:00+00');
INSERT INTO public.invoices VALUES (19, 20, 28.50, '2026-01-01 19:00:00+00');
INSERT INTO public.invoices VALUES (20, 1, 30.00, '2026-01-01 20:00:00+00');
INSERT INTO public.invoices VALUES (21, 2, 31.50, '2026-01-01 21:00:00+00');
INSERT INTO public.invoices VALUES (22, 3, 33.00, '2026-01-01 22:00:00+00');
INSERT INTO public.invoices VALUES (23, 4, 34.50, '2026-01-01 23:00:00+00');
INSERT INTO public.invoices VALUES (24, 5, 36.00, '2026-01-02 00:00:00+00');
INSERT INTO public.invoices VALUES (25, 6, 37.50, '2026-01-02 01:00:00+00');
INSERT INTO public.invoices VALUES (26, 7, 39.00, '2026-01-02 02:00:00+00');
INSERT INTO public.invoices VALUES (27, 8, 40.50, '2026-01-02 03:00:00+00');
INSERT INTO public.invoices VALUES (28, 9, 42.00, '2026-01-02 04:00:00+00');
INSERT INTO public.invoices VALUES (29, 10, 43.50, '2026-01-02 05:00:00+00');
INSERT INTO public.invoices VALUES (30, 11, 45.00, '2026-01-02 06:00:00+00');
INSERT INTO public.invoices VALUES (31, 12, 46.50, '2026-01-02 07:00:00+00');
INSERT INTO public.invoices VALUES (32, 13, 48.00, '2026-01-02 08:00:00+00');
INSERT INTO public.invoices VALUES (33, 14, 49.50, '2026-01-02 09:00:00+00');
INSERT INTO public.invoices VALUES (34, 15, 51.00, '2026-01-02 10:00:00+00');
INSERT INTO public.invoices VALUES (35, 16, 52.50, '2026-01-02 11:00:00+00');
INSERT INTO public.invoices VALUES (36, 17, 54.00, '2026-01-02 12:00:00+00');
INSERT INTO public.invoices VALUES (37, 18, 55.50, '2026-01-02 13:00:00+00');
INSERT INTO public.invoices VALUES (38, 19, 57.00, '2026-01-02 14:00:00+00');
INSERT INTO public.invoices VALUES (39, 20, 58.50, '2026-01-02 15:00:00+00');
INSERT INTO public.invoices VALUES (40, 1, 60.00, '2026-01-02 16:00:00+00');
INSERT INTO public.invoices VALUES (41, 2, 61.50, '2026-01-02 17:00:00+00');
INSERT INTO public.invoices VALUES (42, 3, 63.00, '2026-01-02 18:00:00+00');
INSERT INTO public.invoices VALUES (43, 4, 64.50, '2026-01-02 19:00:00+00');
INSERT INTO public.invoices VALUES (44, 5, 66.00, '2026-01-02 20:00:00+00');
INSERT INTO public.invoices VALUES (45, 6, 67.50, '2026-01-02 21:00:00+00');
INSERT INTO public.invoices VALUES (46, 7, 69.00, '2026-01-02 22:00:00+00');
INSERT INTO public.invoices VALUES (47, 8, 70.50, '2026-01-02 23:00:00+00');
INSERT INTO public.invoices VALUES (48, 9, 72.00, '2026-01-03 00:00:00+00');
INSERT INTO public.invoices VALUES (49, 10, 73.50, '2026-01-03 01:00:00+00');
INSERT INTO public.invoices VALUES (50, 11, 75.00, '2026-01-03 02:00:00+00');


--
-- Name: customers_id_seq; Type: SEQUENCE SET; Schema: public; Owner: postgres
--

SELECT pg_catalog.setval('public.customers_id_seq', 20, true);


--
-- Data for Name: BLOBS; Type: BLOBS; Schema: -; Owner: -
--

BEGIN;

SELECT pg_catalog.lo_open('4711', 131072);
SELECT pg_catalog.lowrite(0, '\x00ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff1700ff17');
SELECT pg_catalog.lo_close(0);

SELECT pg_catalog.lo_open('4712', 131072);
SELECT pg_catalog.lo_close(0);

COMMIT;

--
-- Name: customers customers_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.customers
    ADD CONSTRAINT customers_pkey PRIMARY KEY (id);


--
-- Name: invoices invoices_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_pkey PRIMARY KEY (id);


--
-- Name: invoices_by_customer; Type: INDEX; Schema: public; Owner: postgres
--

CREATE INDEX invoices_by_customer ON public.invoices USING btree (customer_id);


--
-- Name: invoices invoices_customer_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.invoices
    ADD CONSTRAINT invoices_customer_id_fkey FOREIGN KEY (customer_id) REFERENCES public.customers(id);


--
-- PostgreSQL database dump complete
--

\unrestrict IJA8pPKqg1aoVd93Y3tAhnDkSQLwildH1fUUfC72ejU9yddwa281ZbjpXhTncKJ

