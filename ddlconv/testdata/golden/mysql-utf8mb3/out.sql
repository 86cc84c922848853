CREATE TABLE `u` (
  `a` varchar(20) COLLATE utf8mb4_bin DEFAULT NULL,
  `b` varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci DEFAULT NULL
) DEFAULT CHARSET = utf8mb4;
