CREATE TABLE `measured` (
  `id` int NOT NULL,
  `first` longtext,
  `last` longtext,
  `inches` decimal(6,2),
  `whole` longtext GENERATED ALWAYS AS (concat(`first`, ' ', `last`)) STORED,
  `cm` decimal(8,2) GENERATED ALWAYS AS (`inches` * 2.54) STORED,
  `words` longtext,
  `half` decimal(65,30) GENERATED ALWAYS AS (`inches` / 2) VIRTUAL,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
