CREATE TABLE `s` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `v` int,
  `w` int,
  UNIQUE KEY `id` (`id`),
  UNIQUE KEY `w` (`w`)
);
