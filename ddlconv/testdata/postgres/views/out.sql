CREATE TABLE `author` (
  `id` int NOT NULL,
  `first` longtext,
  `last` longtext,
  `born` date,
  `deleted` tinyint(1) DEFAULT 0,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `book` (
  `id` int NOT NULL,
  `author_id` int,
  `title` longtext,
  `price` decimal(8,2),
  `tags` json,
  `sold` datetime(6),
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
ALTER TABLE `book` ADD CONSTRAINT `book_author_id_fkey` FOREIGN KEY (`author_id`) REFERENCES `author` (`id`);
CREATE VIEW `author_names` AS SELECT `a`.`id`, concat(`a`.`first`, ' ', `a`.`last`) AS `name`, `a`.`born` + INTERVAL 1 DAY AS `next_day`, NOT `a`.`deleted` AS `alive` FROM `author` AS `a` WHERE lower(`a`.`first`) LIKE lower('a%') ORDER BY `a`.`last` DESC;
CREATE VIEW `sales` AS WITH `per` AS (SELECT `b`.`author_id`, count(*) AS `n`, sum(CASE WHEN `b`.`price` > 1 THEN `b`.`price` END) AS `total` FROM `book` AS `b` GROUP BY `b`.`author_id`) SELECT `n`.`name`, `per`.`n`, coalesce(`per`.`total`, 0) AS `total`, CASE WHEN `per`.`n` > 10 THEN 'many' ELSE 'few' END AS `case` FROM `author_names` AS `n` LEFT JOIN `per` ON `per`.`author_id` = `n`.`id`;
CREATE VIEW `titles` AS SELECT group_concat(`b`.`title` ORDER BY `b`.`title` SEPARATOR ', ') AS `titles`, year(`b`.`sold`) AS `y` FROM `book` AS `b` GROUP BY 2;
CREATE VIEW `in_sets` AS (SELECT `id` FROM `author` WHERE EXISTS (SELECT 1 AS `?column?` FROM `book` WHERE `book`.`author_id` = `author`.`id`)) UNION (SELECT `author_id` FROM `book` WHERE `author_id` IN (SELECT `id` FROM `author`)) ORDER BY `id` LIMIT 5;
CREATE VIEW `more` AS SELECT `a`.`id` AS `author_no`, `a`.* FROM `author` AS `a`;
CREATE VIEW `both_of` AS SELECT 1 AS `one`, `a`.*, `b`.* FROM (SELECT `id` AS `a` FROM `author`) AS `a` JOIN (SELECT `id` AS `b` FROM `book`) AS `b` ON `a`.`a` = `b`.`b`;
