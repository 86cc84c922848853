CREATE TABLE `A` (
  `Id` int NOT NULL,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `B` (
  `Id` int NOT NULL,
  `A_Id` int,
  `Late` int,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `C` (
  `Id` int NOT NULL,
  PRIMARY KEY (`Id`),
  KEY `ix` (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `D` (
  `Id` int NOT NULL,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `T` (
  `Id` int NOT NULL,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE VIEW `V` AS SELECT `Id` FROM `A`;
