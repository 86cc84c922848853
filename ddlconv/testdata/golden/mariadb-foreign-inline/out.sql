CREATE TABLE `child` (
  `id` int NOT NULL,
  `p` int,
  PRIMARY KEY (`id`),
  KEY (`p`)
);
ALTER TABLE `child` ADD FOREIGN KEY (`p`) REFERENCES `parent` (`id`) ON DELETE CASCADE;
