CREATE TABLE `k` (
  `a` varchar(100) NOT NULL,
  `b` text,
  `c` blob,
  `d` int DEFAULT NULL,
  PRIMARY KEY (`a`),
  UNIQUE KEY `u` (`a`(10)),
  KEY `b` (`b`(20),`d`),
  KEY `c` (`c`(30)) USING BTREE COMMENT 'it''s'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
