CREATE TABLE `c` (
  `a` varchar(20) CHARACTER SET latin1 COLLATE latin1_german1_ci DEFAULT 'ä',
  `b` varchar(20) CHARACTER SET gbk DEFAULT '中',
  `c` varchar(20) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `d` char(20) CHARACTER SET gb18030 COLLATE gb18030_bin DEFAULT NULL,
  `e` text CHARACTER SET big5,
  `f` varchar(20) CHARACTER SET utf16 COLLATE utf16_unicode_ci DEFAULT NULL,
  `g` enum('à','b') CHARACTER SET latin1 COLLATE latin1_bin DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=gbk
