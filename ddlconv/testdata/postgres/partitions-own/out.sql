CREATE TABLE `other` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `entry` (
  `id` int NOT NULL,
  `day` date NOT NULL,
  `note` longtext,
  `mark` longtext NOT NULL,
  `other_id` int,
  PRIMARY KEY (`id`, `day`),
  KEY `entry_note` (`note`(768)),
  CONSTRAINT `entry_id_check` CHECK (`id` > 0)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`day`) (
  PARTITION `entry_1` VALUES LESS THAN ('2021-01-01'),
  PARTITION `entry_2` VALUES LESS THAN ('2022-01-01')
);
CREATE TABLE `entry_3` (
  `id` int NOT NULL,
  `day` date NOT NULL,
  `note` longtext,
  `mark` longtext,
  `other_id` int,
  PRIMARY KEY (`id`, `day`),
  KEY `entry_3_note_idx` (`note`(768)),
  CONSTRAINT `entry_3_entry_id_check` CHECK (`id` > 0)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin COMMENT = 'a table of its own';
CREATE TABLE `sale` (
  `id` int NOT NULL,
  `shop` int NOT NULL,
  `at` date,
  `code` varchar(2704),
  KEY `sale_id_idx` (`id`),
  UNIQUE KEY `sale_code_shop_idx` (`code`, `shop`),
  KEY `sale_lower_idx` ((lower(`code`))),
  CONSTRAINT `sale_1_late` CHECK (`at` > '2000-01-01')
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY LIST COLUMNS (`shop`) (
  PARTITION `sale_1` VALUES IN (1),
  PARTITION `sale_2` VALUES IN (2)
);
CREATE TABLE `deep` (
  `a` int,
  `b` int,
  `c` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY LIST COLUMNS (`a`)
SUBPARTITION BY KEY (`b`) SUBPARTITIONS 2 (
  PARTITION `deep_1` VALUES IN (1)
);
ALTER TABLE `entry` ADD CONSTRAINT `entry_other_id_fkey` FOREIGN KEY (`other_id`) REFERENCES `other` (`id`);
ALTER TABLE `entry_3` ADD CONSTRAINT `entry_3_entry_other_id_fkey` FOREIGN KEY (`other_id`) REFERENCES `other` (`id`);
