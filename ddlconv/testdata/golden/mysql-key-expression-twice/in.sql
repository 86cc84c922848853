CREATE TABLE `t` (
  `id` int NOT NULL,
  `n` int DEFAULT NULL,
  KEY `a` ((`n` + 1)),
  KEY `b` (`id`,(`n`  + 1)),
  KEY `c` ((`n` + 2))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
