CREATE TABLE `reading` (
  `id` int NOT NULL,
  `taken` date NOT NULL,
  `place` longtext
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`taken`) (
  PARTITION `reading_old` VALUES LESS THAN ('2024-01-01'),
  PARTITION `reading_2024` VALUES LESS THAN ('2025-01-01'),
  PARTITION `reading_rest` VALUES LESS THAN (MAXVALUE)
);
CREATE TABLE `loose` (
  `id` int NOT NULL,
  `taken` date
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`taken`) (
  PARTITION `loose_2023` VALUES LESS THAN ('2024-01-01'),
  PARTITION `loose_2024` VALUES LESS THAN ('2025-01-01'),
  PARTITION `loose_rest` VALUES LESS THAN (MAXVALUE)
);
CREATE TABLE `shelf` (
  `id` int NOT NULL,
  `kind` varchar(10)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY LIST COLUMNS (`kind`)
SUBPARTITION BY KEY (`id`) SUBPARTITIONS 2 (
  PARTITION `shelf_a` VALUES IN ('a', NULL)
);
CREATE TABLE `ware` (
  `id` int NOT NULL,
  `size` enum('small','large') NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `remark` (
  `reading` int,
  `words` longtext
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE VIEW `old_places` AS SELECT `reading_old`.`id`, `reading_old`.`place` FROM `reading` PARTITION (`reading_old`) AS `reading_old`;
CREATE VIEW `seen_again` AS SELECT `a`.`id`, `b`.`place` FROM `reading` PARTITION (`reading_2024`) AS `a` JOIN `reading` PARTITION (`reading_rest`) AS `b` ON `a`.`id` = `b`.`id` WHERE EXISTS (SELECT 1 AS `?column?` FROM `reading` PARTITION (`reading_old`) AS `o` WHERE `o`.`id` = `a`.`id`);
CREATE VIEW `older_places` AS SELECT * FROM `old_places`;
CREATE VIEW `loose_second` AS SELECT `id` FROM `loose` PARTITION (`loose_2024`) AS `loose_2024`;
CREATE VIEW `on_a` AS SELECT `shelf_a`.*, `shelf_a`.`id` AS `again` FROM `shelf` PARTITION (`shelf_a`) AS `shelf_a`;
CREATE VIEW `small` AS SELECT `id` FROM `ware` PARTITION (`ware_small`) AS `ware_small`;
