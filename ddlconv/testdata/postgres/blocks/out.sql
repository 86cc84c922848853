CREATE TABLE `person` (
  `id` int NOT NULL,
  `mood` enum('sad','ok'),
  `boss` int,
  `tone` enum('low','high') DEFAULT 'low',
  PRIMARY KEY (`id`),
  KEY `person_mood` (`mood`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
ALTER TABLE `person` ADD CONSTRAINT `person_boss` FOREIGN KEY (`boss`) REFERENCES `person` (`id`);
