CREATE TABLE `TKunde` (
  `Id` int NOT NULL,
  `Name` varchar(20) NOT NULL DEFAULT 'Kunde',
  `Note` varchar(20),
  PRIMARY KEY (`Id`),
  KEY `IX` (`Name`),
  CHECK (`Note` <> '$(Schema)')
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
