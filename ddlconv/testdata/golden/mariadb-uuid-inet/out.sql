CREATE TABLE `u` (
  `id` char(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL DEFAULT (uuid()),
  `v4` varchar(15) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci DEFAULT '127.0.0.1',
  `v6` varchar(45) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL DEFAULT '::1',
  PRIMARY KEY (`id`),
  UNIQUE KEY `v6` (`v6`)
) DEFAULT CHARSET = utf16 COLLATE = utf16_general_ci;
