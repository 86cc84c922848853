CREATE TABLE `m` (
  `id` int NOT NULL,
  KEY `id` (`id`)
) DEFAULT CHARSET = utf8mb4;
