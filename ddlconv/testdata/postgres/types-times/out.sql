CREATE TABLE `events` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `born` date DEFAULT (curdate()),
  `made` datetime(6) DEFAULT CURRENT_TIMESTAMP(6),
  `seen` datetime DEFAULT CURRENT_TIMESTAMP,
  `changed` datetime(6) NOT NULL DEFAULT '2019-12-31 22:00:00',
  `at` time(6) DEFAULT '08:30:00',
  `at_zone` varchar(21),
  `lasts` varchar(64),
  `valid` varchar(255),
  `utc` datetime(6) DEFAULT (utc_timestamp(6)),
  `elsewhere` datetime(6),
  `due` datetime(6) DEFAULT (utc_timestamp(6) + INTERVAL 1 DAY + INTERVAL 2 HOUR),
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
