CREATE TABLE `Person` (
  `$node_id` varchar(1000),
  `Id` int NOT NULL,
  `Name` varchar(50),
  PRIMARY KEY (`Id`),
  UNIQUE KEY `IX_Node` (`$node_id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `Town` (
  `$node_id` varchar(1000),
  `Name` varchar(50) NOT NULL,
  PRIMARY KEY (`Name`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `LivesIn` (
  `$edge_id` varchar(1000),
  `$from_id` varchar(1000),
  `$to_id` varchar(1000),
  `Since` date
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `Knows` (
  `$edge_id` varchar(1000),
  `$from_id` varchar(1000),
  `$to_id` varchar(1000),
  KEY `IX_Ends` (`$from_id`, `$to_id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
