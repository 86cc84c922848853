CREATE TABLE `owned` (
  `id` int NOT NULL AUTO_INCREMENT,
  `feeling` enum('sad','glum','ok','happy') NOT NULL DEFAULT 'ok',
  `feelings` json,
  `pairs` longtext,
  `released` int NOT NULL,
  `again` int NOT NULL DEFAULT 2000,
  PRIMARY KEY (`id`),
  CONSTRAINT `owned_released_year_check` CHECK ((`released` >= 1901) AND (`released` <= 2155)),
  CONSTRAINT `owned_again_late_year_check` CHECK (`again` > 1999),
  CONSTRAINT `owned_again_year_check` CHECK ((`again` >= 1901) AND (`again` <= 2155))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
