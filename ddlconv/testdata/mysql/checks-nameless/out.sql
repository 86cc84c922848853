CREATE TABLE `a` (
  `x` int,
  `y` int,
  CONSTRAINT `named` CHECK (`x` <> `y`),
  CONSTRAINT `a_chk_3` CHECK (`y` < 99) NOT ENFORCED
);
CREATE TABLE `b` (
  `x` int,
  `y` int,
  CONSTRAINT `b_chk_1` CHECK (`x` > 0),
  CONSTRAINT `b_chk_2` CHECK (`y` > 0) NOT ENFORCED,
  CONSTRAINT `b_named` CHECK (`x` <> `y`)
);
CREATE TABLE `counts` (
  `id` int NOT NULL AUTO_INCREMENT,
  KEY (`id`)
);
CREATE VIEW `hinted` AS SELECT STRAIGHT_JOIN x FROM a STRAIGHT_JOIN counts ON counts.id = a.x;
