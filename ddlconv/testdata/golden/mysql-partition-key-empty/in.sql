CREATE TABLE `p` (
  `id` int NOT NULL,
  `v` varchar(9) NOT NULL,
  UNIQUE KEY `u` (`id`,`v`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
/*!50100 PARTITION BY KEY ()
PARTITIONS 3 */
