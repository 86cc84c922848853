CREATE TABLE `T` (
  `Id` int NOT NULL,
  `Plain` varchar(20) NOT NULL,
  `Same` varchar(20) NOT NULL,
  `Own` varchar(20) NOT NULL,
  `Exact` varchar(20) COLLATE utf8mb4_bin NOT NULL,
  `Cased` varchar(20) COLLATE utf8mb4_bin NOT NULL,
  `Loose` varchar(20) COLLATE utf8mb4_general_ci NOT NULL,
  `Odd` varchar(20) NOT NULL,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
