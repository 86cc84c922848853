CREATE TABLE `o` (
  `id` int NOT NULL
) DEFAULT CHARSET = utf8mb4 COMMENT = 'the orders of the "old" shop';
