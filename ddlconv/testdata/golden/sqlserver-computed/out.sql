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
CREATE TABLE `Widest` (
  `Brief` varchar(50),
  `Wide` longtext,
  `Small` int,
  `Cost` decimal(12,4),
  `A` longtext GENERATED ALWAYS AS (COALESCE(`Brief`, `Wide`, '')) VIRTUAL,
  `B` decimal(15,4) GENERATED ALWAYS AS (COALESCE(`Small`, `Cost`)) VIRTUAL,
  `C` varchar(50) GENERATED ALWAYS AS (COALESCE(NULL, `Brief`, 'a')) VIRTUAL,
  `D` varchar(50) GENERATED ALWAYS AS (IFNULL(`Brief`, `Wide`)) VIRTUAL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `Filled` (
  `a` int,
  `b` int,
  `c` varchar(9),
  `A1` int GENERATED ALWAYS AS (IFNULL(`a`, (0))) VIRTUAL NOT NULL,
  `A2` int GENERATED ALWAYS AS (IFNULL(`a`, (0)) * `b`) VIRTUAL,
  `A3` int GENERATED ALWAYS AS (IFNULL(`a`, `b`)) VIRTUAL,
  `A4` varchar(19) GENERATED ALWAYS AS (IFNULL(CONCAT(`c`, 'x', `c`), 'it\'s, (')) VIRTUAL NOT NULL,
  `A5` int GENERATED ALWAYS AS (IFNULL(`a`, (0)) + IFNULL(`b`, (0))) VIRTUAL
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
