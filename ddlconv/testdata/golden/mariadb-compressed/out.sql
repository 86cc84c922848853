CREATE TABLE `z` (
  `a` text DEFAULT NULL,
  `b` varchar(9) DEFAULT 'x'
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
