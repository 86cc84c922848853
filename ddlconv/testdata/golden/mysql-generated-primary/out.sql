CREATE TABLE `g` (
  `a` int NOT NULL,
  `b` int NOT NULL,
  PRIMARY KEY (`b`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
