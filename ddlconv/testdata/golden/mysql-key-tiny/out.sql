CREATE TABLE `t` (
  `a` tinyblob NOT NULL,
  `b` tinytext,
  UNIQUE KEY `unique_primary` (`a`(255)),
  UNIQUE KEY `u` (`a`(255), `b`(10)),
  KEY `k` (`b`(255))
);
