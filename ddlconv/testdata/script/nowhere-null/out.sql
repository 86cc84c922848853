CREATE TABLE `child` (
  `id` int NOT NULL,
  `parent` int NOT NULL,
  PRIMARY KEY (`id`),
  KEY `lost` (`parent`)
);
ALTER TABLE `child` ADD CONSTRAINT `kept` FOREIGN KEY (`parent`) REFERENCES `child` (`id`) ON DELETE RESTRICT;
