CREATE TABLE `e` (
  `id` int,
  `at` datetime(6) DEFAULT (utc_timestamp(6)),
  `ts` datetime(6) DEFAULT CURRENT_TIMESTAMP(6),
  `d` date DEFAULT (curdate()),
  `seconds` bigint DEFAULT ((timestampdiff(MICROSECOND, '1970-01-01', utc_timestamp(6)) / 1000000)),
  `millis` bigint DEFAULT ((timestampdiff(MICROSECOND, '1970-01-01', utc_timestamp(6)) / 1000000) * (1000 + 0E0)),
  `later` double DEFAULT ((timestampdiff(MICROSECOND, '1970-01-01', utc_timestamp(6) + INTERVAL 1 DAY) / 1000000)),
  `year` int DEFAULT (year(CURRENT_TIMESTAMP)),
  `midnight` datetime(6),
  `tomorrow` datetime(6) DEFAULT (utc_timestamp(6) + INTERVAL 1 DAY),
  CONSTRAINT `ordered` CHECK (`at` >= `ts`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE VIEW `in_utc` AS SELECT `id` FROM `e` WHERE `at` > (utc_timestamp(6) - INTERVAL 1 HOUR);
CREATE VIEW `of_clock` AS SELECT `id` FROM `e` WHERE (`ts` > (CURRENT_TIMESTAMP(6) - INTERVAL 1 HOUR)) AND (`d` <= CURRENT_TIMESTAMP(6)) AND (`ts` BETWEEN (CURRENT_TIMESTAMP(6) - INTERVAL 2 DAY) AND CURRENT_TIMESTAMP(6));
CREATE VIEW `mixed` AS SELECT `at` = `ts` AS `same` FROM `e`;
CREATE VIEW `mixed_days` AS SELECT `id` FROM `e` WHERE `at` BETWEEN `d` AND utc_timestamp(6);
CREATE VIEW `parts` AS SELECT (timestampdiff(MICROSECOND, '1970-01-01', utc_timestamp(6)) / 1000000) AS `n`, hour(CURRENT_TIMESTAMP(6)) AS `h`, curdate() AS `today`, date_format(CURRENT_TIMESTAMP(6), '%Y') AS `y` FROM `e`;
CREATE VIEW `cast_up` AS SELECT `ts` AS `at` FROM `e`;
