CREATE TABLE `parents` (
  `id` int NOT NULL,
  `code` varchar(10) NOT NULL,
  `kind` varchar(10),
  PRIMARY KEY (`id`),
  UNIQUE KEY `parents_uk` (`code`, `kind`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `children` (
  `id` int NOT NULL,
  `parent` int,
  `other` int,
  `far` int,
  `up` int,
  PRIMARY KEY (`id`),
  KEY `children_parent_ix` (`parent`),
  KEY `children_other` (`other`),
  CONSTRAINT `children_ck` CHECK (`id` > 0) NOT ENFORCED
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `states` (
  `a` int NOT NULL,
  `b` int NOT NULL,
  `c` int,
  UNIQUE KEY `states_u` ((CASE WHEN `a` = 1 THEN `b` END), `a`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
ALTER TABLE `children` ADD CONSTRAINT `children_parent` FOREIGN KEY (`parent`) REFERENCES `parents` (`id`) ON DELETE CASCADE;
ALTER TABLE `children` ADD CONSTRAINT `children_other` FOREIGN KEY (`other`) REFERENCES `parents` (`id`) ON DELETE SET NULL;
