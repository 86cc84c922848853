CREATE TABLE `sales_item_2` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `positive` CHECK (`id` > 0)
);
CREATE TABLE `line` (
  `item` int,
  KEY (`item`)
);
CREATE TABLE `stock_item` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `stock_item_positive` CHECK (`id` > 0)
);
CREATE TABLE `place` (
  `item` int,
  `sold` int,
  KEY (`item`),
  KEY (`sold`)
);
CREATE TABLE `sales_item` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
);
ALTER TABLE `line` ADD CONSTRAINT `of` FOREIGN KEY (`item`) REFERENCES `sales_item_2` (`id`);
ALTER TABLE `place` ADD CONSTRAINT `place_of` FOREIGN KEY (`item`) REFERENCES `sales_item_2` (`id`);
ALTER TABLE `place` ADD CONSTRAINT `sold` FOREIGN KEY (`sold`) REFERENCES `sales_item_2` (`id`);
