\connect shop
SET statement_timeout = 0;
BEGIN;
CREATE TABLE item (id integer NOT NULL, nme text, price numeric(8,2), old integer, made timestamp);
ALTER TABLE item ADD COLUMN IF NOT EXISTS size varchar(10) DEFAULT 'M' NOT NULL, ADD COLUMN made_at timestamp;
ALTER TABLE item RENAME COLUMN nme TO name;
ALTER TABLE item ALTER COLUMN name SET NOT NULL, ALTER COLUMN price SET DEFAULT 9.99, ALTER COLUMN price DROP DEFAULT;
ALTER TABLE item ALTER COLUMN name TYPE varchar(80) USING name::varchar(80);
ALTER TABLE item DROP COLUMN old, DROP COLUMN IF EXISTS older;
ALTER TABLE item ADD CONSTRAINT item_pk PRIMARY KEY (id);
CREATE UNIQUE INDEX item_name ON item (name);
ALTER TABLE item ADD CONSTRAINT item_name_key UNIQUE USING INDEX item_name;
ALTER TABLE item RENAME TO goods;
ALTER TABLE goods RENAME CONSTRAINT item_name_key TO goods_name_key;
COMMENT ON TABLE goods IS 'what is sold';
COMMENT ON COLUMN goods.name IS 'its ''name''';
COMMENT ON INDEX goods_name_key IS 'one of each';
COPY goods (id, name) FROM stdin;
1	a;b
2	'c
\.
INSERT INTO goods VALUES (3, 'd;''e');
DROP TABLE IF EXISTS nothing;
CREATE TABLE dropped (id integer);
DROP TABLE dropped;
COMMIT;
