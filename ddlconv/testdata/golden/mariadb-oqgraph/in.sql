CREATE TABLE `g` (
  `latch` varchar(32) DEFAULT NULL,
  `origid` bigint(20) unsigned DEFAULT NULL,
  KEY `latch` (`latch`,`origid`) USING HASH
) ENGINE=OQGRAPH DEFAULT CHARSET=utf8mb4 `data_table`='edges' `origid`='a'
