CREATE TABLE `a` (
  `id` int NOT NULL AUTO_INCREMENT,
  `n` int,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin AUTO_INCREMENT = 43;
CREATE TABLE `goods` (
  `id` int NOT NULL,
  `kind` varchar(65535) DEFAULT 'shop',
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE VIEW `v` AS SELECT `id` FROM `a`;
