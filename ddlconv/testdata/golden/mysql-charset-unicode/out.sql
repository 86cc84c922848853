CREATE TABLE `t` (
  `a` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci,
  `b` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci,
  `c` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci,
  UNIQUE KEY `a` (`a`),
  UNIQUE KEY `b` (`b`),
  UNIQUE KEY `c` (`c`)
);
