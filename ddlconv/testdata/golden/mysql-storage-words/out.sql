CREATE TABLE `s` (
  `a` int DEFAULT NULL,
  `b` text,
  KEY `k` (`a`) COMMENT 'k'
) DEFAULT CHARSET = utf8mb4;
