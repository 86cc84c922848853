CREATE TABLE `User` (
  `Name` varchar(40) NOT NULL,
  `name_2` varchar(2704) DEFAULT 'x' COMMENT 'the small one',
  `NAME_3` int,
  `id` int NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `User_Name_NAME_idx` (`Name`, `NAME_3`),
  UNIQUE KEY `lowered` ((lower(`name_2`)), (CASE WHEN `NAME_3` > 5 THEN 1 END)),
  CONSTRAINT `User_check` CHECK ((`NAME_3` > 0) OR (`name_2` <> `Name`))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `user_2` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `visit` (
  `id` int NOT NULL,
  `old` int,
  `new` int,
  `by` varchar(40),
  `by_` int,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `parts` (
  `Day` date,
  `day_2` date
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`day_2`) (
  PARTITION `parts_1` VALUES LESS THAN ('2021-01-01')
);
CREATE TABLE `user_3` (
  `id` int NOT NULL,
  `note` longtext,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin COMMENT = 'the small table';
ALTER TABLE `visit` ADD CONSTRAINT `visit_old_fkey` FOREIGN KEY (`old`) REFERENCES `User` (`id`);
ALTER TABLE `visit` ADD CONSTRAINT `visit_new_fkey` FOREIGN KEY (`new`) REFERENCES `user_3` (`id`);
ALTER TABLE `visit` ADD CONSTRAINT `visit_by_fkey` FOREIGN KEY (`by`) REFERENCES `User` (`Name`);
CREATE VIEW `Visits` AS SELECT `u`.`Name`, `u`.`name_2`, `v`.`id` FROM `visit` AS `v` JOIN `User` AS `u` ON `u`.`id` = `v`.`old` JOIN `user_3` AS `o` ON `o`.`id` = `v`.`new` WHERE `u`.`NAME_3` > 1;
CREATE VIEW `visits_2` AS SELECT * FROM `Visits` WHERE `name_2` = 'a';
