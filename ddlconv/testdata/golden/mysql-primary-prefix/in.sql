CREATE TABLE `k` (
  `a` varchar(100) NOT NULL,
  `b` int NOT NULL,
  PRIMARY KEY (`a`(10),`b`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
