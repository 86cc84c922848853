CREATE TABLE `base` (
  `number` bigint NOT NULL,
  `b` varchar(65535) NOT NULL DEFAULT 'only here',
  `z` int NOT NULL DEFAULT 3,
  `late` date,
  PRIMARY KEY (`number`),
  CONSTRAINT `mine` CHECK (`number` <> 7),
  CONSTRAINT `base_z_check` CHECK (`z` < 9),
  CONSTRAINT `base_low` CHECK (`number` < 500),
  CONSTRAINT `base_own` CHECK (`number` < 50)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `heir` (
  `number` bigint NOT NULL,
  `b` longtext NOT NULL,
  `c` int DEFAULT 5,
  `z` int NOT NULL DEFAULT 3,
  `late` date,
  CONSTRAINT `heir_base_z_check` CHECK (`z` < 9),
  CONSTRAINT `heir_base_low` CHECK (`number` < 500)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `grand` (
  `number` bigint NOT NULL,
  `b` longtext NOT NULL,
  `c` int DEFAULT 5,
  `d` int,
  `z` int NOT NULL DEFAULT 3,
  CONSTRAINT `grand_base_z_check` CHECK (`z` < 9),
  CONSTRAINT `grand_base_low` CHECK (`number` < 500)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `twin` (
  `a` int NOT NULL,
  `b` longtext,
  PRIMARY KEY (`a`),
  CONSTRAINT `base_a` CHECK (`a` > 0),
  CONSTRAINT `twin_mine` CHECK (`a` <> 7)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `cut` (
  `id` int NOT NULL,
  `at` date,
  `remark` varchar(65535) DEFAULT 'x',
  `more` int DEFAULT 1
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`at`) (
  PARTITION `cut_1` VALUES LESS THAN (MAXVALUE)
);
