CREATE TABLE `t` (
  `a` int NOT NULL /*!99999 not for any server */,
  `b` int /* plain */ DEFAULT NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
