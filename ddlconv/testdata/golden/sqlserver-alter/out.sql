CREATE TABLE `Renamed` (
  `Id` int NOT NULL,
  `Name` varchar(50) NOT NULL,
  `New` int,
  `Extra` varchar(5),
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `Fading` (
  `Id` int NOT NULL,
  `Older` int,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
