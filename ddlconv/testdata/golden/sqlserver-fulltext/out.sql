CREATE TABLE `Articles` (
  `Id` int NOT NULL,
  `Title` varchar(200) NOT NULL,
  `Body` longtext,
  `Pdf` longblob,
  `Ext` varchar(8),
  PRIMARY KEY (`Id`),
  FULLTEXT KEY (`Title`, `Body`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
