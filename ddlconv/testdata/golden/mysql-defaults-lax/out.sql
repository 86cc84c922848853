CREATE TABLE `d` (
  `a` enum('x','y') NOT NULL,
  `b` int NOT NULL,
  `c` set('x','y') NOT NULL DEFAULT '',
  `d` enum('x','Y') NOT NULL DEFAULT 'y'
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
