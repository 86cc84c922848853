CREATE TABLE `t` (
  `id` int NOT NULL,
  `up` int NOT NULL,
  PRIMARY KEY (`id`),
  KEY (`up`),
  CONSTRAINT `above` FOREIGN KEY (`up`) REFERENCES `t` (`id`) ON DELETE SET NULL ON UPDATE CASCADE
)
