CREATE TABLE `InMemory` (
  `Id` int NOT NULL,
  `A` int NOT NULL,
  PRIMARY KEY (`Id`),
  KEY `ix` (`A`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `Wide` (
  `Id` int NOT NULL,
  `S` int,
  `Mail` varchar(50),
  `Ssn` varbinary(60),
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `Person` (
  `$node_id` varchar(1000),
  `Id` int NOT NULL,
  `Name` varchar(20),
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `Ledger` (
  `Id` int NOT NULL,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `Copy` (
  `Id` int NOT NULL,
  `S` int,
  `Mail` varchar(50),
  `Ssn` varbinary(60)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `Live` (
  `Id` int NOT NULL AUTO_INCREMENT,
  `Name` varchar(20) NOT NULL DEFAULT '',
  `Twice` int,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci AUTO_INCREMENT = 5;
CREATE TABLE `Archive` (
  `Id` int NOT NULL AUTO_INCREMENT,
  `Name` varchar(20) NOT NULL,
  `Twice` int,
  `Kept` datetime(3)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
