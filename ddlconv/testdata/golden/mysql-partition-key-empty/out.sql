CREATE TABLE `p` (
  `id` int NOT NULL,
  `v` varchar(9) NOT NULL,
  UNIQUE KEY `u` (`id`, `v`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci
PARTITION BY KEY (`id`, `v`) PARTITIONS 3;
