CREATE TABLE `Readings` (
  `Id` int NOT NULL,
  `Level` tinyint unsigned NOT NULL,
  `Active` tinyint(1) NOT NULL,
  `Small` smallint,
  `Large` bigint,
  `Ratio` decimal(10,4),
  `Plain` decimal(18,0),
  `Price` decimal(19,4),
  `Tip` decimal(10,4),
  `Wide` double,
  `Narrow` float,
  `Approx` float,
  `Twice` double,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
