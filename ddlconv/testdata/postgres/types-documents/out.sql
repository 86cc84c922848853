CREATE TABLE `documents` (
  `id` int NOT NULL,
  `body` json NOT NULL,
  `raw` json,
  `tags` json,
  `pairs` json,
  `path` longtext,
  `words` longtext,
  `address` varchar(49),
  `card` char(17),
  `spot` point,
  `shape` longtext,
  `area` polygon,
  `meaning` vector(3),
  `secret` longtext
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
