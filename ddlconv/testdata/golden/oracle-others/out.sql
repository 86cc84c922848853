CREATE TABLE `known` (
  `id` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
