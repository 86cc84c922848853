CREATE TABLE `t` (
  `id` int NOT NULL,
  `changed` datetime(6),
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
