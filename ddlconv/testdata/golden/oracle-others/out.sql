CREATE TABLE `known` (
  `id` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `guarded` (
  `id` int NOT NULL,
  `word` varchar(9) DEFAULT 'x',
  `more` smallint,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
