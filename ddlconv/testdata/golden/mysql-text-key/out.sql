CREATE TABLE `k` (
  `a` text,
  `b` varchar(5000),
  `c` varchar(4000),
  KEY (`a`(768)),
  KEY `long_one` (`b`(768), `c`(768))
);
