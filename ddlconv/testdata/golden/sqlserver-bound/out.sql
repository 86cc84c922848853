CREATE TABLE `Sale` (
  `Id` int NOT NULL,
  `Price` decimal(9,2) NOT NULL DEFAULT 0,
  `Fee` decimal(9,2) NOT NULL DEFAULT 5,
  `Code` varchar(10) NOT NULL,
  `Who` varchar(128),
  `Free` int,
  PRIMARY KEY (`Id`),
  CHECK (`Code` REGEXP '^[A-Z]')
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
