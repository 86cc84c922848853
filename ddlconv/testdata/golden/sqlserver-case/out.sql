CREATE TABLE `Item` (
  `Id` int NOT NULL,
  `Name` varchar(20) NOT NULL,
  `Label` varchar(30) NOT NULL COMMENT 'the small one',
  `NAME_3` varchar(50) GENERATED ALWAYS AS (CONCAT(`Name`, `Label`)) VIRTUAL,
  PRIMARY KEY (`Id`),
  UNIQUE KEY `UQ_Item` (`Label`, `Name`),
  KEY `IX_name` (`Label`),
  CONSTRAINT `CK_Item` CHECK (CHAR_LENGTH(RTRIM(`Label`)) > 0)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `ITEM_2` (
  `id` int NOT NULL,
  `parent` int DEFAULT 0,
  `item` int,
  `Parent_2` varchar(40),
  PRIMARY KEY (`id`),
  KEY `IX_parent` (`Parent_2`, `parent`),
  KEY (`parent`),
  KEY `FK_item` (`item`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
CREATE TABLE `item_3` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_as_ci;
ALTER TABLE `ITEM_2` ADD FOREIGN KEY (`parent`) REFERENCES `ITEM_2` (`id`);
ALTER TABLE `ITEM_2` ADD CONSTRAINT `FK_item` FOREIGN KEY (`item`) REFERENCES `item_3` (`id`);
CREATE VIEW `V` AS SELECT `i`.`Name`, `t`.`Parent_2` AS `Parent` FROM `Item` AS `i` JOIN `ITEM_2` AS `t` ON `t`.`item` = `i`.`Id`;
