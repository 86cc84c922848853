CREATE TABLE `People` (
  `Id` int NOT NULL,
  `Active` tinyint(1) NOT NULL,
  `Name` varchar(50) NOT NULL,
  `Zip` char(5) NOT NULL,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `Places` (
  `Id` int NOT NULL,
  `Spot` longtext NOT NULL,
  `Across` varchar(4000),
  `Code` longtext,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
