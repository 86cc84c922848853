CREATE TABLE `places` (
  `code` varchar(2704) NOT NULL,
  `name` varchar(2040) NOT NULL,
  `note` longtext,
  `region` varchar(2040),
  PRIMARY KEY (`code`),
  UNIQUE KEY `places_name_region` (`name`, `region`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `visits` (
  `id` int NOT NULL AUTO_INCREMENT,
  `place` varchar(2704),
  `note` longtext,
  `weight` int,
  PRIMARY KEY (`id`),
  KEY `visits_note` (`note`(768)),
  UNIQUE KEY `visits_lower` ((lower(`place`))),
  KEY `visits_lower_too` (`weight`, (coalesce(lower(`place`)))),
  KEY `visits_long` ((left(upper(`note`), 768))),
  KEY `visits_pattern` (`place`, `weight`),
  KEY `visits_cover` (`place`) STORING (`weight`),
  KEY `visits_hash` (`place`),
  KEY `visits_brin` (`weight`),
  KEY `visits_text` ((left(CAST(`id` AS CHAR), 768))),
  KEY `visits_class` (`note`(768)),
  UNIQUE KEY `visits_nulls` (`weight`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
ALTER TABLE `visits` ADD CONSTRAINT `visits_place_fkey` FOREIGN KEY (`place`) REFERENCES `places` (`code`);
