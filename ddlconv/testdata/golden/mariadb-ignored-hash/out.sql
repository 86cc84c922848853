CREATE TABLE `k` (
  `a` int(11) DEFAULT NULL,
  `b` text DEFAULT NULL,
  `c` varchar(9000) DEFAULT NULL,
  KEY `a` (`a`) INVISIBLE,
  KEY `h` (`a`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
