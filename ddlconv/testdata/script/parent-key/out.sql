CREATE TABLE `parent` (
  `id` int NOT NULL,
  `code` int,
  `part` int,
  PRIMARY KEY (`id`),
  KEY (`code`),
  KEY (`part`, `code`)
);
CREATE TABLE `child` (
  `code` int,
  `part` int,
  `id` int,
  KEY (`code`),
  KEY (`part`, `code`),
  KEY (`id`)
);
ALTER TABLE `child` ADD CONSTRAINT `one` FOREIGN KEY (`code`) REFERENCES `parent` (`code`);
ALTER TABLE `child` ADD CONSTRAINT `two` FOREIGN KEY (`part`, `code`) REFERENCES `parent` (`part`, `code`);
ALTER TABLE `child` ADD CONSTRAINT `three` FOREIGN KEY (`id`) REFERENCES `parent` (`id`);
