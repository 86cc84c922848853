CREATE TABLE `child` (
  `id` int NOT NULL,
  `parent_id` int DEFAULT NULL,
  `up` int DEFAULT NULL,
  `other` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `parent_id` (`parent_id`),
  KEY `up` (`up`),
  KEY `default` (`other`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
ALTER TABLE `child` ADD CONSTRAINT `child_ibfk_1` FOREIGN KEY (`parent_id`) REFERENCES `parent` (`id`) ON DELETE CASCADE ON UPDATE SET NULL;
ALTER TABLE `child` ADD CONSTRAINT `child_ibfk_2` FOREIGN KEY (`up`) REFERENCES `child` (`id`) ON DELETE SET NULL;
ALTER TABLE `child` ADD CONSTRAINT `default` FOREIGN KEY (`other`) REFERENCES `shelf` (`id`) ON DELETE NO ACTION;
