CREATE TABLE `c` (
  `a` varchar(20) DEFAULT NULL,
  `b` varchar(20) CHARACTER SET ucs2 COLLATE ucs2_bin DEFAULT NULL,
  `c` varchar(20) CHARACTER SET cp1251 COLLATE cp1251_general_cs DEFAULT NULL,
  `d` text CHARACTER SET utf32 COLLATE utf32_swedish_ci,
  `e` varchar(20) CHARACTER SET koi8r DEFAULT NULL,
  UNIQUE KEY `a` (`a`),
  UNIQUE KEY `b` (`b`)
) ENGINE=InnoDB DEFAULT CHARSET=latin2 COLLATE=latin2_hungarian_ci
