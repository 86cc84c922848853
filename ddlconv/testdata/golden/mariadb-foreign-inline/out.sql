CREATE TABLE `child` (
  `id` int NOT NULL,
  `p` int,
  PRIMARY KEY (`id`),
  KEY (`p`)
);
ALTER TABLE `child` ADD CONSTRAINT `child_ibfk_1` FOREIGN KEY (`p`) REFERENCES `parent` (`id`) ON DELETE CASCADE;
