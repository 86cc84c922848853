CREATE TABLE `b` (
  `id` int NOT NULL
) DEFAULT CHARSET = utf8mb4;
