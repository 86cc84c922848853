CREATE TABLE `t` (
  `y` year(4) DEFAULT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
