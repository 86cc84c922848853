CREATE TABLE `I` (
  `Id` int NOT NULL,
  `A` int NOT NULL,
  `B` int,
  `Doc` varchar(100),
  `Gone` tinyint(1) NOT NULL,
  `Mail` varchar(100),
  `Tax` int GENERATED ALWAYS AS (`A` * 2) VIRTUAL,
  PRIMARY KEY (`Id`),
  KEY `ix_inline` (`A`, `B`),
  KEY `cx` (`A`),
  UNIQUE KEY `ux_notnull` (`Mail`),
  UNIQUE KEY `ux_partial` ((CASE WHEN (`Gone` = (0)) THEN `A` END), (CASE WHEN (`Gone` = (0)) THEN `Mail` END)),
  KEY `ux_unwritten` (`B`),
  UNIQUE KEY `ux_null` (`B`),
  KEY `ix_off` (`Doc`) INVISIBLE
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
