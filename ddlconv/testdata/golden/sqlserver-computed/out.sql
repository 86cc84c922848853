CREATE TABLE `Orders` (
  `Id` int NOT NULL,
  `Quantity` int NOT NULL,
  `Price` decimal(19,4) NOT NULL,
  `Rate` decimal(5,2) NOT NULL,
  `First` varchar(30) NOT NULL,
  `Last` varchar(30) NOT NULL,
  `Node` varbinary(892),
  `Total` decimal(19,4) GENERATED ALWAYS AS (`Quantity` * `Price`) VIRTUAL,
  `Net` decimal(26,6) GENERATED ALWAYS AS (`Price` * (1.0 - `Rate`)) STORED NOT NULL,
  `Half` int GENERATED ALWAYS AS (`Quantity` DIV 2) VIRTUAL,
  `Full_` varchar(61) GENERATED ALWAYS AS (CONCAT(`First`, ' ', `Last`)) STORED,
  `Size` varchar(5) GENERATED ALWAYS AS (CASE WHEN `Quantity` > 10 THEN 'large' ELSE 'small' END) VIRTUAL,
  `Number` varchar(9),
  `Depth` smallint,
  `Label` varchar(25) GENERATED ALWAYS AS (IFNULL(CONCAT('SO', CAST(`Quantity` AS CHAR(23))), '?')) VIRTUAL NOT NULL,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
