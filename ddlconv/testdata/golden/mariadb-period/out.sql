CREATE TABLE `p` (
  `a` int(11) DEFAULT NULL,
  `p` date NOT NULL,
  `q` date NOT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
