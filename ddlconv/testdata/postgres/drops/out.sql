CREATE TABLE `kept` (
  `id` int NOT NULL,
  `item` int,
  `n` int,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `item` (
  `a` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `country` (
  `id` int NOT NULL,
  `name` longtext
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `town` (
  `id` int NOT NULL,
  `country` int,
  `code` char(2),
  `other` int,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
ALTER TABLE `town` ADD CONSTRAINT `by_other` FOREIGN KEY (`other`) REFERENCES `kept` (`id`);
CREATE VIEW `on_kept` AS SELECT `id` FROM `kept`;
CREATE VIEW `names` AS SELECT `a` FROM `item`;
CREATE VIEW `country_names` AS SELECT `name` FROM `country`;
