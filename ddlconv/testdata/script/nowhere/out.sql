CREATE TABLE `orders` (
  `id` bigint NOT NULL,
  `customer` bigint,
  `shop` int,
  PRIMARY KEY (`id`),
  KEY `to_customer` (`customer`),
  KEY `to_shop` (`shop`)
);
CREATE TABLE `shop` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
);
