CREATE TABLE `f` (
  `a` int DEFAULT NULL,
  `b` varchar(20) DEFAULT NULL,
  `j` json DEFAULT NULL,
  KEY `k1` ((`a` + 1)),
  UNIQUE KEY `k2` ((lower(`b`)), `a`),
  KEY `k3` ((cast(json_unquote(json_extract(`j`,'$.x')) as char(30) charset utf8mb4))),
  KEY `k4` ((cast(json_extract(`j`,'$.z') as unsigned array)))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
