CREATE TABLE `g` (
  `latch` varchar(32) DEFAULT NULL,
  `origid` bigint(20) unsigned DEFAULT NULL,
  KEY `latch` (`latch`, `origid`)
) DEFAULT CHARSET = utf8mb4;
