CREATE TABLE `M` (
  `Id` int NOT NULL,
  `A` datetime(6) NOT NULL DEFAULT '2024-05-01 00:44:52.505904',
  `B` datetime(3) NOT NULL DEFAULT '9999-12-31 23:59:59.999',
  `C` datetime(6) NOT NULL DEFAULT '0001-01-01 00:00:00',
  `D` time(6) NOT NULL DEFAULT '08:30:00.123456',
  `E` time NOT NULL DEFAULT '18:00:00',
  `F` datetime(3) NOT NULL DEFAULT '1900-01-01 00:00:00',
  `G` date NOT NULL DEFAULT '2020-02-03',
  `H` datetime(6) NOT NULL DEFAULT '2020-02-03 10:11:12.5',
  `I` datetime NOT NULL DEFAULT '2020-12-31 15:04:00',
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `Z` (
  `Id` int NOT NULL,
  `Pinyin` varchar(20),
  `Turkish` varchar(20),
  `Plain` varchar(20),
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
