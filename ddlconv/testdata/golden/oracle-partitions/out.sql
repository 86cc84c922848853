CREATE TABLE `by_day` (
  `id` bigint NOT NULL,
  `day` datetime NOT NULL,
  PRIMARY KEY (`id`, `day`),
  KEY `by_day_global` (`id`) GLOBAL,
  KEY `by_day_local` (`day`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`day`) (
  PARTITION `p20` VALUES LESS THAN ('2021-01-01 00:00:00'),
  PARTITION `p3` VALUES LESS THAN (MAXVALUE)
);
CREATE TABLE `by_month` (
  `id` bigint,
  `day` datetime NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`day`) (
  PARTITION `p0` VALUES LESS THAN ('2020-01-01'),
  PARTITION `p_rest` VALUES LESS THAN (MAXVALUE)
);
CREATE TABLE `by_region` (
  `id` bigint,
  `region` varchar(10)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY LIST COLUMNS (`region`) (
  PARTITION `e` VALUES IN ('EAST', 'NORTH'),
  PARTITION `w` VALUES IN ('WEST', NULL),
  PARTITION `o` VALUES IN (DEFAULT)
);
CREATE TABLE `by_hash` (
  `id` bigint NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY KEY (`id`) PARTITIONS 8;
CREATE TABLE `by_both` (
  `id` bigint,
  `day` datetime
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`day`)
SUBPARTITION BY KEY (`id`) SUBPARTITIONS 4 (
  PARTITION `p1` VALUES LESS THAN ('2020-01-01'),
  PARTITION `p2` VALUES LESS THAN (MAXVALUE)
);
CREATE TABLE `by_two` (
  `id` bigint,
  `day` datetime,
  `region` varchar(10)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`day`)
SUBPARTITION BY LIST COLUMNS (`region`) SUBPARTITION TEMPLATE (SUBPARTITION `a` VALUES IN ('A'), SUBPARTITION `b` VALUES IN (DEFAULT)) (
  PARTITION `p1` VALUES LESS THAN (MAXVALUE)
);
CREATE TABLE `by_parent` (
  `id` bigint NOT NULL,
  `hash_id` bigint NOT NULL,
  PRIMARY KEY (`id`),
  KEY `by_parent_fk` (`hash_id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `by_value` (
  `n` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
ALTER TABLE `by_parent` ADD CONSTRAINT `by_parent_fk` FOREIGN KEY (`hash_id`) REFERENCES `by_hash` (`id`);
