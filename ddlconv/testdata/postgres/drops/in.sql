-- What CASCADE takes with it is gone, and what bears the same name later stays.
CREATE SCHEMA old;
CREATE TYPE old.mood AS ENUM ('good', 'bad');
CREATE SEQUENCE old.numbers;
CREATE TABLE old.item (id integer PRIMARY KEY, mood old.mood, n integer DEFAULT nextval('old.numbers'));
CREATE VIEW old.names AS SELECT id FROM old.item;
CREATE TABLE kept (id integer PRIMARY KEY, item integer REFERENCES old.item (id), mood old.mood, n integer DEFAULT nextval('old.numbers'));
CREATE VIEW on_old AS SELECT id FROM old.names;
CREATE VIEW on_on_old AS SELECT id FROM on_old;
CREATE VIEW on_kept AS SELECT id FROM kept;
DROP SCHEMA old CASCADE;
DROP SCHEMA IF EXISTS never CASCADE;
CREATE SCHEMA old;
CREATE TABLE old.item (a integer);
CREATE VIEW old.names AS SELECT a FROM old.item;

-- A table with its partitions, its heirs and the views on them.
CREATE TABLE whole (a integer, b integer) PARTITION BY RANGE (a);
CREATE TABLE piece PARTITION OF whole FOR VALUES FROM (1) TO (2);
CREATE VIEW on_piece AS SELECT a FROM piece;
DROP TABLE whole CASCADE;
CREATE TABLE parent (a integer);
CREATE TABLE heir (b integer) INHERITS (parent);
CREATE VIEW on_heir AS SELECT * FROM heir;
DROP TABLE parent CASCADE;

-- A key with the foreign keys that point to it, a column with what names it.
CREATE TABLE country (id integer CONSTRAINT country_pk PRIMARY KEY, code char(2) CONSTRAINT country_code UNIQUE, name text);
CREATE TABLE town (id integer PRIMARY KEY, country integer CONSTRAINT by_id REFERENCES country, code char(2) CONSTRAINT by_code REFERENCES country (code), other integer CONSTRAINT by_other REFERENCES kept);
CREATE VIEW codes AS SELECT code FROM country;
CREATE VIEW country_names AS SELECT name FROM country;
CREATE INDEX country_name_low ON country (lower(name)) INCLUDE (code);
ALTER TABLE country DROP CONSTRAINT country_pk CASCADE;
ALTER TABLE country DROP COLUMN code CASCADE;
