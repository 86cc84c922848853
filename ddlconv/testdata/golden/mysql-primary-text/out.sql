CREATE TABLE `k` (
  `a` text NOT NULL,
  `b` int NOT NULL,
  UNIQUE KEY `unique_primary` (`a`(10), `b`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
