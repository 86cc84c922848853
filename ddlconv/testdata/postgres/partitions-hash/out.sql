CREATE TABLE `spread` (
  `id` bigint NOT NULL,
  `body` longtext,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY KEY (`id`) (
  PARTITION `spread_0`,
  PARTITION `spread_1`
);
CREATE TABLE `twice` (
  `id` bigint,
  `day` date
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`day`)
SUBPARTITION BY KEY (`id`) SUBPARTITIONS 2 (
  PARTITION `twice_a` VALUES LESS THAN ('2021-01-01')
);
CREATE TABLE `mixed` (
  `id` bigint,
  `day` date
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`day`) (
  PARTITION `mixed_a` VALUES LESS THAN ('2021-01-01'),
  PARTITION `mixed_b` VALUES LESS THAN (MAXVALUE)
);
CREATE TABLE `no_parts` (
  `id` bigint
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `words` (
  `a` int,
  `b` varchar(2704)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY LIST COLUMNS (`a`)
SUBPARTITION BY KEY (`b`) SUBPARTITIONS 2 (
  PARTITION `words_1` VALUES IN (1, 2)
);
