CREATE TABLE `log` (
  `id` bigint NOT NULL,
  `at` datetime(6) NOT NULL,
  `line` longtext,
  PRIMARY KEY (`id`, `at`),
  KEY `log_at` (`at`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`at`) (
  PARTITION `log_2022` VALUES LESS THAN ('2023-01-01 00:00:00'),
  PARTITION `log_2023` VALUES LESS THAN (MAXVALUE)
);
CREATE TABLE `managed` (
  `id` bigint,
  `at` date NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`at`) (
  PARTITION `p_rest` VALUES LESS THAN (MAXVALUE)
);
CREATE TABLE `overlapping` (
  `id` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `by_unit` (
  `id` int,
  `at` datetime(6)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `strange` (
  `id` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `diary` (
  `day` date,
  `note` longtext
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`day`) (
  PARTITION `diary_old` VALUES LESS THAN ('2020-01-01'),
  PARTITION `diary_rest` VALUES LESS THAN (MAXVALUE)
);
