CREATE TABLE `d` (
  `a` binary(16) DEFAULT (uuid_to_bin(uuid())),
  `b` json DEFAULT (json_object()),
  `c` text DEFAULT (_utf8mb4'abc'),
  `d` double DEFAULT (rand()),
  `e` varchar(10) DEFAULT (_utf8mb4'x\'y'),
  `f` varchar(10) NOT NULL DEFAULT 'a\\b',
  `g` bit(1) NOT NULL DEFAULT b'0',
  `h` timestamp(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
