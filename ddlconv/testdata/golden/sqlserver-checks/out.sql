CREATE TABLE `C` (
  `Id` int NOT NULL,
  `Code` char(4) NOT NULL,
  `Age` int NOT NULL,
  `Doc` longtext,
  `Flags` int NOT NULL,
  `Name` varchar(20) NOT NULL,
  PRIMARY KEY (`Id`),
  CHECK (`Code` REGEXP '^[A-Z][0-9]' OR `Code` LIKE 'a\\\\_%'),
  CONSTRAINT `CK_Age` CHECK (`Age` BETWEEN 0 AND 150),
  CHECK (JSON_VALID(`Doc`) = (1)),
  CONSTRAINT `CK_Name` CHECK (CHAR_LENGTH(RTRIM(`Name`)) > (0) AND NOT `Name` REGEXP '[^a-z]'),
  CONSTRAINT `CK_Flags` CHECK (((`Flags` & 4)) = 0),
  CONSTRAINT `CK_Off` CHECK (`Age` <> 13) NOT ENFORCED
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
