CREATE TABLE `t` (
  `a` tinyblob NOT NULL,
  `b` tinytext,
  UNIQUE KEY `u` (`a`(255), `b`(10)),
  KEY `k` (`b`(255))
);
