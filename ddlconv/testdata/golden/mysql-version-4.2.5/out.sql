CREATE TABLE `t` (
  `id` int NOT NULL,
  `a` varchar(36),
  `b` json DEFAULT NULL,
  `c` int,
  `d` text,
  PRIMARY KEY (`id`),
  KEY `upper_a` ((upper(`a`))),
  CONSTRAINT `positive` CHECK ((`c` > 0))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_unicode_ci;
