CREATE TABLE `u` (
  `id` uuid NOT NULL DEFAULT uuid(),
  `v4` inet4 DEFAULT '127.0.0.1',
  `v6` inet6 NOT NULL DEFAULT '::1',
  PRIMARY KEY (`id`),
  UNIQUE KEY `v6` (`v6`)
) ENGINE=InnoDB DEFAULT CHARSET=utf16 COLLATE=utf16_general_ci
