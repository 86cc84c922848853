CREATE TABLE `f` (
  `id` int NOT NULL
) DEFAULT CHARSET = utf8mb4;
