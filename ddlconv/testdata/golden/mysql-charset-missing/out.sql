CREATE TABLE `c` (
  `a` varchar(20) DEFAULT NULL,
  `b` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
  `c` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_cs DEFAULT NULL,
  `d` text CHARACTER SET utf8mb4 COLLATE utf8mb4_swedish_ci,
  `e` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT NULL,
  UNIQUE KEY `a` (`a`),
  UNIQUE KEY `b` (`b`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_hungarian_ci;
