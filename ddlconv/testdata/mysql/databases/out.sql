CREATE TABLE `shop_orders` (
  `id` int NOT NULL,
  `client` int,
  PRIMARY KEY (`id`)
);
CREATE TABLE `goods` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
);
CREATE TABLE `crm_orders` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
);
CREATE TABLE `clients` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
);
CREATE FUNCTION `shop_twice`(a int) RETURNS int DETERMINISTIC RETURN a * 2;
CREATE FUNCTION `crm_twice`(a int) RETURNS int DETERMINISTIC RETURN a + a;
CREATE PROCEDURE `tidy`() BEGIN DELETE FROM `shop_orders` WHERE `shop_orders`.`id` < 0; SELECT `crm_twice`(`id`) FROM `clients`; END;
CREATE VIEW `shop_late` AS select `shop_orders`.`id` AS `id`,`crm_orders`.`id` AS `other`,`g`.`id` AS `good` from ((`shop_orders` join `crm_orders` on((`shop_orders`.`id` = `crm_orders`.`id`))) join `goods` `g`);
CREATE VIEW `all_clients` AS select `clients`.`id` AS `id` from `clients`;
CREATE VIEW `crm_late` AS select `crm_orders`.`id` AS `id` from `crm_orders`;
CREATE VIEW `of_both` AS select `o`.`id` AS `id` from (`crm_orders` `o` join `shop_late` on((`o`.`id` = `shop_late`.`id`)));
CREATE VIEW `unclear` AS select `crm_orders`.`id` AS `id` from `crm_orders` where exists (select `crm_orders`.`id` from `shop_orders`);
CREATE TRIGGER `kept` AFTER INSERT ON `shop_orders` FOR EACH ROW INSERT INTO `crm_orders` (`id`) VALUES (NEW.`id`);
