CREATE TABLE `n` (
  `a` tinyint(1) DEFAULT '1',
  `b` smallint(5) unsigned DEFAULT NULL,
  `c` mediumint(8) unsigned zerofill DEFAULT NULL,
  `d` int(10) unsigned zerofill DEFAULT '0000000007',
  `e` bigint(20) unsigned NOT NULL DEFAULT '18446744073709551615',
  `f` decimal(65,30) DEFAULT NULL,
  `g` float(7,4) DEFAULT '0.1',
  `h` double unsigned zerofill DEFAULT NULL,
  `i` bit(64) DEFAULT b'101',
  `j` double(22,4) DEFAULT '-1.5'
) ENGINE=InnoDB DEFAULT CHARSET=latin1
