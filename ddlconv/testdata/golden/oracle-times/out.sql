CREATE TABLE `events` (
  `day` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `only_day` datetime DEFAULT (CURRENT_DATE),
  `due` datetime DEFAULT (NOW() + INTERVAL 30 DAY),
  `fixed` datetime DEFAULT '9999-12-31 00:00:00',
  `literal` datetime DEFAULT '2020-01-01',
  `by_nls` datetime,
  `later` datetime,
  `moment` datetime(6) DEFAULT CURRENT_TIMESTAMP(6),
  `millis` datetime(3),
  `nanos` datetime(6),
  `zoned` datetime(6),
  `here` datetime,
  `months` varchar(14),
  `span` varchar(32),
  `stamp` varchar(8) DEFAULT (DATE_FORMAT(NOW(), '%Y%m%d')),
  CHECK (`due` > `day` + INTERVAL 7 DAY)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
