CREATE TABLE `night` (
  `id` int,
  `mood` enum('good','bad','fair'),
  `stars` int,
  CONSTRAINT `night_stars_at_least_one` CHECK (`stars` > 0),
  CONSTRAINT `night_stars_most` CHECK (`stars` < 6)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `days` (
  `id` int,
  `mood` enum('good','bad','fair'),
  `stars` int,
  CONSTRAINT `days_stars_at_least_one` CHECK (`stars` > 0),
  CONSTRAINT `days_stars_most` CHECK (`stars` < 6)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `counted` (
  `id` int NOT NULL AUTO_INCREMENT,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin AUTO_INCREMENT = 41;
CREATE TABLE `spans` (
  `id` int,
  `open` varchar(255)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `whole` (
  `a` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`a`) (
  PARTITION `p_rest` VALUES LESS THAN (MAXVALUE)
);
CREATE TABLE `piece` (
  `a` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE SEQUENCE `spare` START WITH 1 INCREMENT BY 1;
CREATE VIEW `fine_days` AS SELECT `day`.`id` FROM `days` AS `day` WHERE `day`.`mood` = 'good';
CREATE VIEW `some_days` AS WITH `day` AS (SELECT `id` FROM `fine_days` AS `good_days`) SELECT `id` FROM `day`;
CREATE VIEW `fine_again` AS SELECT `id` FROM `fine_days`;
