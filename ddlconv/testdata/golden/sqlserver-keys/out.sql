CREATE TABLE `Parent` (
  `Id` int NOT NULL,
  `Code` varchar(10),
  PRIMARY KEY (`Id`),
  UNIQUE KEY `UQ_Code` (`Code`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `Child` (
  `Id` int NOT NULL,
  `ParentId` int,
  `OtherId` int,
  `ThirdId` int,
  PRIMARY KEY (`Id`),
  KEY (`ParentId`),
  KEY `FK_Other` (`OtherId`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `OldOptions` (
  `a` int NOT NULL,
  `b` int,
  `c` int,
  `d` int,
  PRIMARY KEY (`a`),
  UNIQUE KEY `uq_old` (`b`),
  UNIQUE KEY `uq_old2` (`c`, `b`),
  KEY `ix_old` (`b`),
  CHECK (`b` > 1)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
ALTER TABLE `Child` ADD FOREIGN KEY (`ParentId`) REFERENCES `Parent` (`Id`);
ALTER TABLE `Child` ADD CONSTRAINT `FK_Other` FOREIGN KEY (`OtherId`) REFERENCES `Parent` (`Id`) ON DELETE SET NULL ON UPDATE NO ACTION;
