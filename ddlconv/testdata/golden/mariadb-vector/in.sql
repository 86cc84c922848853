CREATE TABLE `v` (
  `id` int(11) NOT NULL,
  `v` vector(3) NOT NULL,
  PRIMARY KEY (`id`),
  VECTOR KEY `v` (`v`) `M`=8 `DISTANCE`=cosine
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
