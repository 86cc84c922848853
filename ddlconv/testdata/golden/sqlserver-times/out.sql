CREATE TABLE `Shifts` (
  `Id` int NOT NULL,
  `Day` date NOT NULL,
  `Starts` time NOT NULL,
  `Ends` time(6) NOT NULL,
  `Booked` datetime(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3),
  `Rounded` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `Exact` datetime(6) NOT NULL DEFAULT (UTC_TIMESTAMP(6)),
  `Coarse` datetime(3),
  `Abroad` datetime(6),
  `Since` date NOT NULL DEFAULT (CURDATE()),
  `At_` time(3) NOT NULL DEFAULT (CURTIME(3)),
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
