CREATE TABLE `T` (
  `Id` int NOT NULL COMMENT 'as the designer writes it',
  `Name` varchar(10) DEFAULT 'x' COMMENT '名称',
  PRIMARY KEY (`Id`),
  KEY `ix_name` (`Name`) COMMENT 'By name'
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci COMMENT = 'It\'s a table';
CREATE TABLE `U` (
  `Id` int NOT NULL,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci COMMENT = 'as SSDT writes it';
