CREATE TABLE `k` (
  `a` varchar(100) NOT NULL,
  `b` int NOT NULL,
  PRIMARY KEY (`a`, `b`),
  UNIQUE KEY `unique_primary` (`a`(10), `b`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
