CREATE TABLE `t` (
  `id` int NOT NULL,
  `a` varchar(36),
  `b` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_bin DEFAULT NULL,
  `c` int,
  `d` text,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
