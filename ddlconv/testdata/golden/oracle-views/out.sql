CREATE TABLE `staff` (
  `id` int NOT NULL,
  `first_name` varchar(20),
  `boss` int,
  `hired` datetime,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE OR REPLACE VIEW `STAFF_V` (`ID`, `NAME`) AS SELECT `s`.`id`, CONCAT_WS('', IFNULL(`s`.`first_name`, '-'), '!') FROM `staff` `s` WHERE `s`.`hired` > NOW() - INTERVAL 30 DAY;
CREATE VIEW `kinds` AS SELECT `id`, CASE WHEN `boss` <=> NULL THEN 'head' ELSE 'hand' END `kind`, DATE_FORMAT(`hired`, '%Y-%m') AS `month` FROM `staff` MINUS SELECT 0, 'x', 'y' FROM DUAL;
CREATE VIEW `newest` AS SELECT `id` FROM `staff` ORDER BY `hired` DESC LIMIT 10 OFFSET 5;
