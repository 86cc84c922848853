CREATE TABLE `job` (
  `id` int NOT NULL,
  `begun` datetime(6) DEFAULT '2020-05-31 22:00:00',
  `until` datetime(6) DEFAULT '2030-01-01 00:00:00',
  `done` int NOT NULL,
  `of_all` int NOT NULL,
  `size` bigint,
  `price` decimal(10,2),
  `pieces` decimal(10,2),
  `name` varchar(2704),
  `part` int GENERATED ALWAYS AS (`done` DIV `of_all`) STORED,
  `each` decimal(20,8) GENERATED ALWAYS AS (`price` / `pieces`) STORED,
  PRIMARY KEY (`id`),
  KEY `job_half` ((`done` DIV 2)),
  KEY `job_open` (`id`),
  UNIQUE KEY `job_one` (`name`, (CASE WHEN (`price` / 2) > 1 THEN 1 END)),
  KEY `job_two` (`id`),
  CONSTRAINT `job_begun_check` CHECK (`begun` > '2000-01-01 00:00:00'),
  CONSTRAINT `job_check` CHECK ((`done` DIV 2) < `of_all`),
  CONSTRAINT `job_check1` CHECK ((`price` / `pieces`) > 0.5),
  CONSTRAINT `job_name_check` CHECK (left(`name`, char_length(`name`) - 1) <> 'x'),
  CONSTRAINT `job_begun_check1` CHECK (CAST(`begun` AS DATE) > '2000-01-01'),
  CONSTRAINT `job_until_check` CHECK (`until` IN ('2029-12-31 22:00:00', '2030-12-31 22:00:00'))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE VIEW `job_late` AS SELECT `id`, `done` DIV `of_all` AS `part`, sum(`size`) / 2 AS `s`, sum(`done`) DIV 2 AS `d`, avg(`price`) AS `price`, substr(`name`, 1 + 2) AS `ending` FROM `job` WHERE (`begun` < utc_timestamp(6)) AND (`until` BETWEEN '2029-12-31 22:00:00' AND '2030-12-31 22:00:00') GROUP BY `id`;
CREATE VIEW `job_days` AS SELECT CAST(date_format(`begun`, '%Y-%m-%d') AS DATETIME(6)) AS `day`, (timestampdiff(MICROSECOND, '1970-01-01', `begun`) / 1000000) AS `seconds`, substr(`name`, `done`) AS `rest` FROM `job`;
