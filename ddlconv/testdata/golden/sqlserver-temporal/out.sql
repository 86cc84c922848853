CREATE TABLE `Prices` (
  `Id` int NOT NULL,
  `Amount` decimal(19,4) NOT NULL,
  `ValidFrom` datetime(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) INVISIBLE,
  `ValidTo` datetime(6) NOT NULL DEFAULT '9999-12-31 23:59:59.999999',
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
