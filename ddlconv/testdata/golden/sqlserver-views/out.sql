CREATE TABLE `Customers` (
  `Id` int NOT NULL,
  `First` varchar(20) NOT NULL,
  `Last` varchar(20) NOT NULL,
  `Mail` varchar(50),
  `Born` date,
  `Score` int NOT NULL,
  `Balance` decimal(19,4) NOT NULL,
  `Doc` longtext,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `sales_Orders` (
  `Id` int NOT NULL,
  `CustomerId` int NOT NULL,
  `At_` datetime(3) NOT NULL,
  `Amount` decimal(19,4) NOT NULL,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `archive_Orders` (
  `Id` int NOT NULL,
  PRIMARY KEY (`Id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE VIEW `Names` AS SELECT `c`.`Id`, CONCAT(`c`.`First`, ' ', `c`.`Last`) AS `FullName`, IFNULL(`c`.`Mail`, '') AS `Mailbox`, CHAR_LENGTH(RTRIM(`c`.`Last`)) AS `Length`, `Score` DIV 2 AS `Half`, `Score` + 1 AS `Plus` FROM `Customers` AS `c` WHERE `c`.`Last` LIKE 'Mc%' OR `c`.`Last` REGEXP '^[A-C]';
CREATE VIEW `Recent` AS SELECT `o`.`Id`, CAST(DATE_FORMAT(`o`.`At_`, '%Y%m%d') AS CHAR(8)) AS `Day`, DATE_ADD(`o`.`At_`, INTERVAL 1 MONTH) AS `Due`, DATEDIFF(NOW(3), `o`.`At_`) AS `Age`, CASE WHEN `o`.`Amount` > 100 THEN 'big' ELSE 'small' END AS `Size`, CAST(`o`.`Id` AS CHAR(10)) AS `Text_`, SUM(`o`.`Amount`) OVER (PARTITION BY `o`.`CustomerId` ORDER BY `o`.`At_`) AS `Running` FROM `sales_Orders` AS `o` INNER JOIN `Customers` AS `c` ON `c`.`Id` = `o`.`CustomerId` ORDER BY `o`.`At_` DESC LIMIT 10;
CREATE VIEW `Totals` (`CustomerId`, `Total`) AS WITH `t` AS (SELECT `CustomerId`, SUM(`Amount`) AS `s` FROM `sales_Orders` AS `Orders` GROUP BY `CustomerId` HAVING COUNT(*) > 1) SELECT `t`.`CustomerId`, `t`.`s` FROM `t` UNION ALL SELECT `Id`, 0 FROM `Customers` WHERE NOT EXISTS (SELECT 1 FROM `t` WHERE `t`.`CustomerId` = `Customers`.`Id`);
