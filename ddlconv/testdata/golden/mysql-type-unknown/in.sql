CREATE TABLE `t` (
  `id` int NOT NULL,
  `tags` hstore,
  PRIMARY KEY (`id`)
)
