CREATE TABLE `ORDERS` (
  `ID` int NOT NULL,
  `NAME` varchar(20) COMMENT 'the first name',
  `Name_2` varchar(40) NOT NULL DEFAULT 'none',
  `name_3` varchar(60) COMMENT 'the third name',
  PRIMARY KEY (`ID`),
  UNIQUE KEY `ORDERS_NAME_UK` (`Name_2`),
  KEY `ORDERS_BOTH` (`NAME`, `name_3`),
  CONSTRAINT `ORDERS_NAME_CK` CHECK (`Name_2` <> `NAME`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin COMMENT = 'the first';
CREATE TABLE `Orders_2` (
  `Id` int NOT NULL,
  `Parent` int,
  `Name` varchar(40),
  `AMOUNT` decimal(10,2),
  `Amount_2` decimal(12,4),
  PRIMARY KEY (`Id`),
  KEY `Orders_Parent` (`Parent`),
  KEY (`Name`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin COMMENT = 'the second';
CREATE TABLE `LINES` (
  `LINE` int NOT NULL,
  `A` int,
  `B` int,
  PRIMARY KEY (`LINE`),
  KEY `LINES_A` (`A`),
  KEY (`B`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `TWICE` (
  `A` int,
  `B` datetime
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `NEW_PARENT` (
  `ID` int NOT NULL,
  PRIMARY KEY (`ID`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `CHILD` (
  `ID` int NOT NULL,
  `PARENT` int,
  PRIMARY KEY (`ID`),
  KEY (`PARENT`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
ALTER TABLE `Orders_2` ADD FOREIGN KEY (`Parent`) REFERENCES `ORDERS` (`ID`);
ALTER TABLE `Orders_2` ADD FOREIGN KEY (`Name`) REFERENCES `ORDERS` (`Name_2`);
ALTER TABLE `LINES` ADD FOREIGN KEY (`A`) REFERENCES `Orders_2` (`Id`);
ALTER TABLE `LINES` ADD FOREIGN KEY (`B`) REFERENCES `ORDERS` (`id`);
ALTER TABLE `CHILD` ADD FOREIGN KEY (`PARENT`) REFERENCES `NEW_PARENT` (`ID`);
CREATE VIEW `BOTH_ORDERS` AS SELECT `o`.`id`, `o`.`name`, `o`.`Name_2` AS `second_name`, `p`.`Parent` FROM `orders` `o` JOIN `Orders_2` `p` ON `p`.`Id` = `o`.`id`;
