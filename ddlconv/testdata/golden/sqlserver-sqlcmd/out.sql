CREATE TABLE `TKunde` (
  `Id` int NOT NULL,
  `Name` varchar(20) NOT NULL DEFAULT 'Kunde',
  `Note` varchar(20),
  PRIMARY KEY (`Id`),
  KEY `IX` (`Name`),
  CHECK (`Note` <> '$(Schema)')
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `Visit` (
  `Id` int NOT NULL,
  `Parent` int,
  PRIMARY KEY (`Id`),
  KEY `IX_Visit` (`Id`),
  KEY (`Parent`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
ALTER TABLE `Visit` ADD FOREIGN KEY (`Parent`) REFERENCES `Visit` (`Id`);
