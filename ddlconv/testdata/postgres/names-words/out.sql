CREATE TABLE `step` (
  `when` datetime(6),
  `then` int,
  `end` int,
  `case` int,
  `and` tinyint(1),
  `day` date,
  `id` int NOT NULL,
  `kind` varchar(2704),
  `total` int GENERATED ALWAYS AS (CASE `case` WHEN 1 THEN `end` ELSE NULL END) STORED,
  PRIMARY KEY (`id`),
  UNIQUE KEY `step_kind` (`kind`, (CASE WHEN `when` IS NOT NULL THEN 1 END)),
  CONSTRAINT `step_check` CHECK ((CASE WHEN `when` IS NULL THEN `then` > 0 ELSE NULL END) <> 0),
  CONSTRAINT `step_check1` CHECK ((`end` > `case`) OR `and`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
