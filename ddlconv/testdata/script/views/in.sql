CREATE TABLE t (id int NOT NULL PRIMARY KEY, n int);
-- view last
CREATE VIEW last AS SELECT * FROM middle WHERE id > 2;
-- view middle
CREATE VIEW middle AS SELECT id FROM `first`;
-- view first
CREATE VIEW first AS SELECT id FROM t;
