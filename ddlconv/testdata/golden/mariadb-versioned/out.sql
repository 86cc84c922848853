CREATE TABLE `v` (
  `x` int(11) DEFAULT NULL,
  `y` int(11) DEFAULT NULL,
  `st` timestamp(6) NOT NULL,
  `en` timestamp(6) NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
