--
-- PostgreSQL database dump
--

\restrict k9PzT2

SET statement_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);

CREATE SCHEMA stock;

CREATE TYPE public.state AS ENUM (
    'new',
    'paid'
);

SET default_tablespace = '';
SET default_table_access_method = heap;

CREATE TABLE stock.item (
    id bigint NOT NULL,
    name text NOT NULL
);

ALTER TABLE stock.item OWNER TO shop;

COMMENT ON TABLE stock.item IS 'what lies there';

ALTER TABLE stock.item ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME stock.item_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE public.item (
    id integer NOT NULL,
    state public.state DEFAULT 'new'::public.state NOT NULL,
    at timestamp without time zone NOT NULL
)
PARTITION BY RANGE (at);

COMMENT ON COLUMN public.item.state IS 'where it stands';

CREATE SEQUENCE public.item_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.item_id_seq OWNED BY public.item.id;

CREATE TABLE public.item_old (
    id integer DEFAULT nextval('public.item_id_seq'::regclass) NOT NULL,
    state public.state DEFAULT 'new'::public.state NOT NULL,
    at timestamp without time zone NOT NULL
);

ALTER TABLE ONLY public.item ATTACH PARTITION public.item_old FOR VALUES FROM (MINVALUE) TO ('2024-01-01 00:00:00');

ALTER TABLE ONLY public.item ALTER COLUMN id SET DEFAULT nextval('public.item_id_seq'::regclass);

COPY stock.item (id, name) FROM stdin;
1	a;b
2	\N
\.

SELECT pg_catalog.setval('stock.item_id_seq', 2, true);
SELECT pg_catalog.setval('public.item_id_seq', 70, false);

ALTER TABLE ONLY stock.item
    ADD CONSTRAINT item_pkey PRIMARY KEY (id);

ALTER TABLE ONLY public.item
    ADD CONSTRAINT item_pkey1 PRIMARY KEY (id, at);

ALTER TABLE ONLY public.item_old
    ADD CONSTRAINT item_old_pkey PRIMARY KEY (id, at);

CREATE INDEX item_by_state ON ONLY public.item USING btree (state);

CREATE INDEX item_old_state_idx ON public.item_old USING btree (state);

ALTER INDEX public.item_by_state ATTACH PARTITION public.item_old_state_idx;

ALTER INDEX public.item_pkey1 ATTACH PARTITION public.item_old_pkey;

REVOKE ALL ON SCHEMA public FROM PUBLIC;

\unrestrict k9PzT2
