CREATE TABLE `t` (
  `a` varchar(9) COLLATE utf8mb4_zh_0900_as_cs DEFAULT NULL,
  `b` varchar(9) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_bin DEFAULT NULL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
