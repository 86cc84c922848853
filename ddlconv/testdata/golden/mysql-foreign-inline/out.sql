CREATE TABLE `child` (
  `id` int NOT NULL,
  `p` int,
  `q` int,
  PRIMARY KEY (`id`)
);
