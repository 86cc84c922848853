CREATE TABLE `stock_item` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `name` longtext NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin AUTO_INCREMENT = 3 COMMENT = 'what lies there';
CREATE TABLE `item` (
  `id` int NOT NULL AUTO_INCREMENT,
  `state` enum('new','paid') NOT NULL DEFAULT 'new' COMMENT 'where it stands',
  `at` datetime(6) NOT NULL,
  PRIMARY KEY (`id`, `at`),
  KEY `item_by_state` (`state`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin AUTO_INCREMENT = 70
PARTITION BY RANGE COLUMNS (`at`) (
  PARTITION `item_old` VALUES LESS THAN ('2024-01-01 00:00:00')
);
