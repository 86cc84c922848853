CREATE TABLE `i` (
  `a` int DEFAULT NULL,
  `b` int DEFAULT '5' INVISIBLE COMMENT 'hidden',
  KEY `k` (`a`) INVISIBLE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
