CREATE TABLE `a` (
  `id` int NOT NULL,
  `n` int,
  PRIMARY KEY (`id`)
);
CREATE TABLE `b` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
);
CREATE VIEW `one` AS SELECT id FROM a WHERE n > 1 WITH CASCADED CHECK OPTION;
CREATE VIEW `derived` AS SELECT x.id FROM (SELECT id FROM a) x WITH LOCAL CHECK OPTION;
CREATE VIEW `joined` AS SELECT a.id FROM a JOIN b ON b.id = a.id;
CREATE VIEW `listed` AS SELECT a.id FROM a, b WHERE b.id = a.id;
CREATE VIEW `asked` AS SELECT id FROM a WHERE id IN (SELECT id FROM b);
CREATE VIEW `named` AS SELECT id AS `option` FROM a JOIN b USING (id);
