CREATE TABLE `g` (
  `id` int(11) NOT NULL,
  `a` geometry DEFAULT NULL REF_SYSTEM_ID=4326,
  `b` point NOT NULL,
  PRIMARY KEY (`id`),
  KEY `prefix` (`a`(25)),
  SPATIAL KEY `b` (`b`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
