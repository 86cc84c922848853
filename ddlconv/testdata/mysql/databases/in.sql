CREATE DATABASE /*!32312 IF NOT EXISTS*/ `shop`;
USE `shop`;
CREATE TABLE `orders` (`id` int NOT NULL, `client` int, PRIMARY KEY (`id`));
CREATE TABLE `goods` (`id` int NOT NULL, PRIMARY KEY (`id`));
/*!50001 CREATE ALGORITHM=UNDEFINED */
/*!50013 DEFINER=`root`@`localhost` SQL SECURITY DEFINER */
/*!50001 VIEW `late` AS select `orders`.`id` AS `id`,`crm`.`orders`.`id` AS `other`,`g`.`id` AS `good` from ((`orders` join `crm`.`orders` on((`shop`.`orders`.`id` = `crm`.`orders`.`id`))) join `goods` `g`) */;
CREATE VIEW `all_clients` AS select `crm`.`clients`.`id` AS `id` from `crm`.`clients`;
DELIMITER ;;
CREATE TRIGGER `kept` AFTER INSERT ON `orders` FOR EACH ROW INSERT INTO `crm`.`orders` (`id`) VALUES (NEW.`id`) ;;
CREATE FUNCTION `twice`(a int) RETURNS int DETERMINISTIC RETURN a * 2 ;;
CREATE PROCEDURE `tidy`() BEGIN DELETE FROM `orders` WHERE `orders`.`id` < 0; SELECT `crm`.`twice`(`id`) FROM `crm`.`clients`; END ;;
DELIMITER ;
CREATE DATABASE `crm`;
USE `crm`;
CREATE TABLE `orders` (`id` int NOT NULL, PRIMARY KEY (`id`));
CREATE TABLE `clients` (`id` int NOT NULL, PRIMARY KEY (`id`));
CREATE VIEW `late` AS select `orders`.`id` AS `id` from `orders`;
CREATE VIEW `of_both` AS select `o`.`id` AS `id` from (`orders` `o` join `shop`.`late` on((`o`.`id` = `shop`.`late`.`id`)));
CREATE VIEW `unclear` AS select `orders`.`id` AS `id` from `orders` where exists (select `orders`.`id` from `shop`.`orders`);
DELIMITER ;;
CREATE FUNCTION `twice`(a int) RETURNS int DETERMINISTIC RETURN a + a ;;
DELIMITER ;
