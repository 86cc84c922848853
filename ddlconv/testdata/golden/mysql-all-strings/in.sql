CREATE TABLE `s` (
  `a` char(255) DEFAULT NULL,
  `b` varchar(16383) DEFAULT '',
  `c` tinytext,
  `d` text NOT NULL,
  `e` mediumtext,
  `f` longtext,
  `g` binary(16) DEFAULT NULL,
  `h` varbinary(65000) DEFAULT 0x00FF,
  `i` tinyblob,
  `j` blob NOT NULL,
  `k` mediumblob,
  `l` longblob,
  `m` json DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
