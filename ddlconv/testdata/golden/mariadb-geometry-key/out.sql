CREATE TABLE `g` (
  `id` int(11) NOT NULL,
  `a` geometry DEFAULT NULL,
  `b` point NOT NULL,
  PRIMARY KEY (`id`),
  SPATIAL KEY `b` (`b`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
