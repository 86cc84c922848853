CREATE TABLE `sales_orders` (
  `id` int NOT NULL AUTO_INCREMENT,
  `note` longtext,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `lines` (
  `id` int,
  `order_id` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `hr_orders` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `staff` (
  `id` int NOT NULL,
  `order` int,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
ALTER TABLE `lines` ADD CONSTRAINT `lines_order_id_fkey` FOREIGN KEY (`order_id`) REFERENCES `sales_orders` (`id`);
ALTER TABLE `staff` ADD CONSTRAINT `staff_order_fkey` FOREIGN KEY (`order`) REFERENCES `hr_orders` (`id`);
CREATE VIEW `open_orders` AS SELECT `id` FROM `sales_orders` AS `orders`;
CREATE VIEW `staff_orders` AS SELECT `s`.`id`, `o`.`note` FROM `staff` AS `s` JOIN `sales_orders` AS `o` ON `o`.`id` = `s`.`id`;
