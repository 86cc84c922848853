CREATE TABLE `u` (
  `a` varchar(20) COLLATE utf8_bin DEFAULT NULL,
  `b` varchar(20) CHARACTER SET utf8mb3 COLLATE utf8mb3_unicode_ci DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8
