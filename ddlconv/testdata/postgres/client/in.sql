\set ON_ERROR_STOP on
\connect - 
\connect shop
CREATE TABLE a (id serial PRIMARY KEY, n integer);
\i functions/all.sql
\ir 'more tables.sql'
\if :with_views
CREATE VIEW v AS SELECT id FROM a;
\endif
\copy a FROM 'a.csv' CSV
SELECT format('CREATE TABLE %I (id int)', x) FROM generate_series(1, 3) x \gexec
\! rm old
CALL make_tables(3);
DO $$BEGIN RAISE NOTICE 'x'; END$$;
PREPARE p AS SELECT 1;
EXECUTE p;
SELECT setval('a_id_seq', 42);
SELECT setval('a_id_seq', (SELECT max(id) FROM a));
SELECT setval('other_seq', 42);
SELECT create_hypertable('a', 'id');
SELECT * FROM tools.make('a');
SELECT pg_catalog.set_config('search_path', '', false);
SELECT count(*) FROM a;
\set app shop
\set 'two words' x
CREATE TABLE :app.goods (id integer PRIMARY KEY, kind text DEFAULT :'app');
CREATE TABLE :"other".goods (id integer);
ALTER SYSTEM SET work_mem = '1GB';
ALTER DATABASE shop SET timezone = 'UTC';
CREATE TABLESPACE fast LOCATION '/ssd';
