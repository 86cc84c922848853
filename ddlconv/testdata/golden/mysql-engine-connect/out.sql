CREATE TABLE `c` (
  `id` int NOT NULL
) DEFAULT CHARSET = utf8mb4;
