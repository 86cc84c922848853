CREATE TABLE `t` (
  `id` int NOT NULL,
  `attributes` json DEFAULT NULL,
  `tags` json GENERATED ALWAYS AS (json_extract(`attributes`,_utf8mb4'$.tags')) VIRTUAL,
  `closed` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `by_tags` (`id`,(cast(`tags` as char(255) array)),`closed`),
  KEY `by_closed` ((coalesce(`closed`,cast(_utf8mb4'9999-12-31' as datetime))))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4
