CREATE TABLE `members` (
  `id` int NOT NULL,
  `email` varchar(100) NOT NULL,
  `team` int,
  `deleted_at` datetime(6),
  `active` tinyint(1) NOT NULL DEFAULT 1,
  PRIMARY KEY (`id`),
  UNIQUE KEY `members_email` (`email`, (CASE WHEN `deleted_at` IS NULL THEN 1 END)),
  UNIQUE KEY `members_team` (`team`, `email`, (CASE WHEN `deleted_at` IS NULL THEN 2 END)),
  UNIQUE KEY `members_active` (`team`, (CASE WHEN `active` THEN 1 END)),
  KEY `members_odd` (`team`),
  KEY `members_deleted` (`deleted_at`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
