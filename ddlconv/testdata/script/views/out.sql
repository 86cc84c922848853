CREATE TABLE `t` (
  `id` int NOT NULL,
  `n` int,
  PRIMARY KEY (`id`)
);
CREATE VIEW first AS SELECT id FROM t;
CREATE VIEW middle AS SELECT id FROM `first`;
CREATE VIEW last AS SELECT * FROM middle WHERE id > 2;
