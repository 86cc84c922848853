CREATE TABLE `Notes` (
  `Id` int NOT NULL,
  `Code` char(8) NOT NULL,
  `Letter` char(1),
  `Padding` varchar(4000),
  `Title` varchar(200) NOT NULL,
  `Slug` varchar(200) NOT NULL,
  `Body` longtext,
  `Legacy` longtext,
  `Owner` varchar(128) NOT NULL,
  `Nick` varchar(40),
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
