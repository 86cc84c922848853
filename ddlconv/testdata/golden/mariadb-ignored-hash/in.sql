CREATE TABLE `k` (
  `a` int(11) DEFAULT NULL,
  `b` text DEFAULT NULL,
  `c` varchar(9000) DEFAULT NULL,
  UNIQUE KEY `b` (`b`) USING HASH,
  UNIQUE KEY `c` (`c`) USING HASH,
  KEY `a` (`a`) IGNORED,
  KEY `h` (`a`) USING HASH
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
