CREATE TABLE `用户 表` (
  `select` int NOT NULL,
  `a``b` int DEFAULT NULL COMMENT 'a\\b''c"d',
  `my col` int DEFAULT NULL,
  `skip` int DEFAULT NULL,
  `姓名` varchar(10) DEFAULT NULL,
  `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa` int DEFAULT NULL,
  PRIMARY KEY (`select`),
  KEY `key with space` (`my col`,`a``b`),
  CONSTRAINT `用户` CHECK ((`skip` > 0))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
