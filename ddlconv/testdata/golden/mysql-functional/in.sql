CREATE TABLE `f` (
  `a` int DEFAULT NULL,
  `b` varchar(20) DEFAULT NULL,
  `j` json DEFAULT NULL,
  KEY `k1` ((`a` + 1)),
  UNIQUE KEY `k2` ((lower(`b`)),`a`),
  KEY `k3` ((cast(json_unquote(json_extract(`j`,_utf8mb4'$.x')) as char(30) charset utf8mb4))),
  KEY `k4` ((cast(json_extract(`j`,_utf8mb4'$.z') as unsigned array)))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
