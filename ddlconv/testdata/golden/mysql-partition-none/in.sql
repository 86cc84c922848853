CREATE TABLE `t` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
) PARTITION BY RANGE (`id`)
