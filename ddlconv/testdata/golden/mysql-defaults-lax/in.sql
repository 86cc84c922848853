CREATE TABLE `d` (
  `a` enum('x','y') NOT NULL DEFAULT '',
  `b` int NOT NULL DEFAULT '',
  `c` set('x','y') NOT NULL DEFAULT '',
  `d` enum('x','Y') NOT NULL DEFAULT 'y'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
