CREATE TABLE `parent` (
  `a` int NOT NULL,
  `b` int NOT NULL,
  `name` longtext,
  PRIMARY KEY (`a`, `b`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `child` (
  `id` int NOT NULL,
  `a` int,
  `b` bigint,
  `self` int,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
ALTER TABLE `child` ADD CONSTRAINT `child_self_fkey` FOREIGN KEY (`self`) REFERENCES `child` (`id`) ON DELETE SET NULL;
