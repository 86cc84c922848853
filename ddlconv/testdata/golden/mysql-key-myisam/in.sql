CREATE TABLE `t` (
  `path` varchar(255) NOT NULL DEFAULT '',
  `short` varchar(200) NOT NULL DEFAULT '',
  KEY `p` (`path`),
  KEY `s` (`short`)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4
