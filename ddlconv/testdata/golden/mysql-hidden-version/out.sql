CREATE TABLE `t` (
  `a` int NOT NULL,
  `b` int DEFAULT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
