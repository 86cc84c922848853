CREATE TABLE `t` (
  `id` int NOT NULL,
  `attributes` json DEFAULT NULL,
  `tags` json GENERATED ALWAYS AS (json_extract(`attributes`,'$.tags')) VIRTUAL,
  `closed` datetime DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `by_closed` ((coalesce(`closed`,cast('9999-12-31' as datetime))))
) DEFAULT CHARSET = utf8mb4;
