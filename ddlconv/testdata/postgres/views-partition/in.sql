-- Views on partitions: those that hold the same rows here are read by their names.
CREATE TABLE reading (id integer NOT NULL, taken date NOT NULL, place text) PARTITION BY RANGE (taken);
CREATE TABLE reading_old PARTITION OF reading FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
CREATE TABLE reading_2024 PARTITION OF reading FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE reading_rest PARTITION OF reading DEFAULT;
CREATE VIEW old_places AS SELECT reading_old.id, reading_old.place FROM reading_old;
CREATE VIEW seen_again AS
 SELECT a.id, b.place FROM reading_2024 a JOIN public.reading_rest b ON a.id = b.id
  WHERE EXISTS (SELECT 1 FROM reading_old o WHERE o.id = a.id);
CREATE VIEW older_places AS SELECT * FROM old_places;

-- NULL and what lies between two lie in the first and the next one here, and in the default one there.
CREATE TABLE loose (id integer NOT NULL, taken date) PARTITION BY RANGE (taken);
CREATE TABLE loose_2023 PARTITION OF loose FOR VALUES FROM ('2023-01-01') TO ('2024-01-01');
CREATE TABLE loose_2024 PARTITION OF loose FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE TABLE loose_rest PARTITION OF loose DEFAULT;
CREATE VIEW loose_first AS SELECT id FROM loose_2023;
CREATE VIEW loose_second AS SELECT id FROM loose_2024;
CREATE VIEW loose_last AS SELECT id FROM loose_rest;
CREATE VIEW loose_twice AS SELECT id FROM loose_last;

-- A list, cut again by a hash, whose parts have no names here.
CREATE TABLE shelf (id integer NOT NULL, kind varchar(10)) PARTITION BY LIST (kind);
CREATE TABLE shelf_a PARTITION OF shelf FOR VALUES IN ('a', NULL) PARTITION BY HASH (id);
CREATE TABLE shelf_a0 PARTITION OF shelf_a FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE shelf_a1 PARTITION OF shelf_a FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE VIEW on_a AS SELECT shelf_a.*, shelf_a.id AS again FROM shelf_a;
CREATE VIEW on_a0 AS SELECT id FROM shelf_a0;

-- One that is none here, since its table is partitioned by a type that OceanBase has no lists of.
CREATE TYPE size AS ENUM ('small', 'large');
CREATE TABLE ware (id integer NOT NULL, size size NOT NULL) PARTITION BY LIST (size);
CREATE TABLE ware_small PARTITION OF ware FOR VALUES IN ('small');
CREATE VIEW small AS SELECT id FROM ware_small;

-- A foreign key to a partition.
CREATE UNIQUE INDEX ON reading_old (id);
CREATE TABLE remark (reading integer REFERENCES reading_old (id), words text);

-- Tables without a column, one that has lost it, and a view on one.
CREATE TABLE nothing ();
CREATE TABLE lost (a integer);
ALTER TABLE lost DROP COLUMN a;
CREATE VIEW on_nothing AS SELECT count(*) AS n FROM nothing;
