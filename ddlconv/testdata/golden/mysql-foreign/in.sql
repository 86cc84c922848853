CREATE TABLE `child` (
  `id` int NOT NULL,
  `parent_id` int DEFAULT NULL,
  `up` int DEFAULT NULL,
  `other` int DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `parent_id` (`parent_id`),
  KEY `up` (`up`),
  CONSTRAINT `child_ibfk_1` FOREIGN KEY (`parent_id`) REFERENCES `parent` (`id`) ON DELETE CASCADE ON UPDATE SET NULL,
  CONSTRAINT `child_ibfk_2` FOREIGN KEY (`up`) REFERENCES `child` (`id`) ON DELETE SET NULL,
  CONSTRAINT `itself` FOREIGN KEY (`id`) REFERENCES `child` (`id`),
  CONSTRAINT `default` FOREIGN KEY (`other`) REFERENCES `shelf` (`id`) ON DELETE SET DEFAULT
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
