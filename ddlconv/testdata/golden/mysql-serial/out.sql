CREATE TABLE `s` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `v` int,
  UNIQUE KEY `id` (`id`)
);
