-- The demo's shop. Statements end with a semicolon at a line's end.

CREATE TABLE `categories` (
  `id` smallint unsigned NOT NULL,
  `parent_id` smallint unsigned DEFAULT NULL,
  `name` varchar(30) NOT NULL,
  `icon` varchar(8) NOT NULL DEFAULT '' COMMENT '图标（emoji）',
  `sort` tinyint NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uk_name` (`name`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='商品分类';

CREATE TABLE `products` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `category_id` smallint unsigned NOT NULL,
  `sku` char(12) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT '前导零不可丢失',
  `name` varchar(80) NOT NULL,
  `price` decimal(10,2) NOT NULL,
  `cost` decimal(30,10) NOT NULL,
  `margin` decimal(12,2) GENERATED ALWAYS AS (`price` - `price` * 0.13) STORED,
  `weight_kg` float DEFAULT NULL,
  `tax_rate` double NOT NULL DEFAULT 0.13,
  `status` enum('在售','下架','预售','停产') NOT NULL DEFAULT '在售',
  `labels` set('新品','热卖','包邮','限购','进口') NOT NULL DEFAULT '',
  `attributes` json DEFAULT NULL,
  `thumbnail` blob DEFAULT NULL,
  `listed_on` date DEFAULT NULL,
  `model_year` year DEFAULT NULL,
  `changed_at` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  PRIMARY KEY (`id`),
  UNIQUE KEY `uk_sku` (`sku`),
  KEY `idx_category` (`category_id`,`status`),
  CONSTRAINT `fk_products_category` FOREIGN KEY (`category_id`) REFERENCES `categories` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='商品';

CREATE TABLE `customers` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `uuid` binary(16) NOT NULL,
  `name` varchar(40) NOT NULL,
  `nickname` varchar(60) DEFAULT NULL COMMENT 'NULL：未填写；空串：已清空',
  `mobile` char(11) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `telephone` varchar(20) DEFAULT NULL,
  `identity_no` char(18) DEFAULT NULL,
  `gender` enum('男','女','保密') NOT NULL DEFAULT '保密',
  `interests` set('数码','图书','美食','户外','母婴','家居') DEFAULT NULL,
  `birthday` date DEFAULT NULL COMMENT '0000-00-00 与 1988-00-00 是旧系统的遗留',
  `birth_year` year DEFAULT NULL,
  `flags` bit(10) NOT NULL DEFAULT b'0',
  `points` bigint unsigned NOT NULL DEFAULT 0,
  `balance` decimal(30,10) NOT NULL DEFAULT 0.0000000000,
  `password_hash` varbinary(32) NOT NULL,
  `created_at` timestamp(3) NOT NULL DEFAULT current_timestamp(3),
  `last_seen` datetime(6) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uk_uuid` (`uuid`),
  KEY `idx_mobile` (`mobile`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='顾客';

CREATE TABLE `addresses` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `customer_id` int unsigned NOT NULL,
  `province` varchar(20) NOT NULL,
  `city` varchar(20) NOT NULL,
  `street` varchar(120) NOT NULL,
  `postcode` char(6) NOT NULL,
  `receiver` varchar(40) NOT NULL,
  `location` point DEFAULT NULL,
  `is_default` bit(1) NOT NULL DEFAULT b'0',
  PRIMARY KEY (`id`),
  KEY `idx_customer` (`customer_id`),
  CONSTRAINT `fk_addresses_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='收货地址';

CREATE TABLE `orders` (
  `id` bigint unsigned NOT NULL COMMENT '年份 * 10^8 + 序号',
  `ordered_at` datetime NOT NULL,
  `customer_id` int unsigned NOT NULL,
  `address_id` int unsigned NOT NULL,
  `status` enum('待付款','已付款','已发货','已完成','已取消') NOT NULL,
  `total` decimal(12,2) NOT NULL,
  `coupon` varchar(20) DEFAULT NULL,
  `remark` varchar(200) DEFAULT NULL,
  PRIMARY KEY (`id`,`ordered_at`),
  KEY `idx_customer` (`customer_id`,`ordered_at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='订单'
PARTITION BY RANGE (year(`ordered_at`)) (
  PARTITION `p2021` VALUES LESS THAN (2022),
  PARTITION `p2022` VALUES LESS THAN (2023),
  PARTITION `p2023` VALUES LESS THAN (2024),
  PARTITION `p2024` VALUES LESS THAN (2025),
  PARTITION `p2025` VALUES LESS THAN (2026),
  PARTITION `pmax` VALUES LESS THAN MAXVALUE
);

CREATE TABLE `order_items` (
  `order_id` bigint unsigned NOT NULL,
  `line` tinyint unsigned NOT NULL,
  `product_id` int unsigned NOT NULL,
  `quantity` smallint unsigned NOT NULL,
  `unit_price` decimal(10,2) NOT NULL,
  `discount` decimal(5,4) NOT NULL DEFAULT 0.0000,
  PRIMARY KEY (`order_id`,`line`),
  KEY `idx_product` (`product_id`),
  CONSTRAINT `fk_items_product` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='订单明细';

CREATE TABLE `payments` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `order_id` bigint unsigned NOT NULL,
  `channel` varchar(16) NOT NULL,
  `serial_no` char(28) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  `amount` decimal(12,2) NOT NULL,
  `paid_at` datetime(6) NOT NULL,
  `waited` time(3) NOT NULL COMMENT '下单到付款，可超过 24 小时',
  `receipt` varbinary(64) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `uk_serial` (`serial_no`),
  KEY `idx_order` (`order_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='付款';

CREATE TABLE `reviews` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `product_id` int unsigned NOT NULL,
  `customer_id` int unsigned NOT NULL,
  `stars` tinyint unsigned NOT NULL,
  `title` varchar(60) NOT NULL DEFAULT '',
  `content` text DEFAULT NULL,
  `reply` text DEFAULT NULL,
  `posted_at` datetime(3) NOT NULL,
  PRIMARY KEY (`id`),
  KEY `idx_product` (`product_id`,`posted_at`),
  KEY `idx_customer` (`customer_id`),
  CONSTRAINT `reviews_chk_stars` CHECK (`stars` between 1 and 5),
  CONSTRAINT `fk_reviews_product` FOREIGN KEY (`product_id`) REFERENCES `products` (`id`),
  CONSTRAINT `fk_reviews_customer` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='评价';

CREATE TABLE `warehouses` (
  `id` tinyint unsigned NOT NULL,
  `code` char(4) NOT NULL,
  `name` varchar(30) NOT NULL,
  `area` polygon NOT NULL,
  `opens` time NOT NULL,
  `closes` time NOT NULL COMMENT '26:00:00 即次日 2 时',
  PRIMARY KEY (`id`),
  UNIQUE KEY `uk_code` (`code`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='仓库';

CREATE TABLE `库存 盘点` (
  `仓库` tinyint unsigned NOT NULL,
  `商品` int unsigned NOT NULL,
  `数量` int NOT NULL,
  `货位` varchar(12) NOT NULL,
  `盘点 日期` date NOT NULL,
  `盘点人` varchar(20) DEFAULT NULL,
  PRIMARY KEY (`仓库`,`商品`),
  KEY `商品` (`商品`),
  CONSTRAINT `库存所属仓库` FOREIGN KEY (`仓库`) REFERENCES `warehouses` (`id`),
  CONSTRAINT `库存所属商品` FOREIGN KEY (`商品`) REFERENCES `products` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='库存盘点（表名含空格）';

CREATE TABLE `events` (
  `at` timestamp(6) NOT NULL DEFAULT current_timestamp(6),
  `customer_id` int unsigned DEFAULT NULL,
  `select` varchar(20) NOT NULL COMMENT '列名是保留字',
  `from` varchar(60) DEFAULT NULL,
  `order` int DEFAULT NULL,
  `payload` json DEFAULT NULL,
  `agent` mediumtext DEFAULT NULL,
  `track` linestring DEFAULT NULL,
  KEY `idx_at` (`at`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='埋点事件，没有主键';

CREATE TABLE `极端值` (
  `编号` int NOT NULL AUTO_INCREMENT,
  `说明` varchar(40) NOT NULL,
  `tiny` tinyint DEFAULT NULL,
  `small` smallint DEFAULT NULL,
  `medium` mediumint DEFAULT NULL,
  `integer` int DEFAULT NULL,
  `big` bigint DEFAULT NULL,
  `big_unsigned` bigint unsigned DEFAULT NULL,
  `exact` decimal(65,30) DEFAULT NULL,
  `single` float DEFAULT NULL,
  `double` double DEFAULT NULL,
  `bits` bit(64) DEFAULT NULL,
  `bytes` varbinary(300) DEFAULT NULL,
  `text` longtext DEFAULT NULL,
  `date` date DEFAULT NULL,
  `datetime` datetime(6) DEFAULT NULL,
  `timestamp` timestamp(6) NULL DEFAULT NULL,
  `time` time(6) DEFAULT NULL,
  `year` year DEFAULT NULL,
  `shape` geometry DEFAULT NULL,
  PRIMARY KEY (`编号`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin COMMENT='各类型的边界值';

CREATE VIEW `customer_totals` AS
  SELECT `customer_id`, count(*) AS `orders`, sum(`total`) AS `spent` FROM `orders` GROUP BY `customer_id`;

CREATE TRIGGER `orders_cancelled` AFTER UPDATE ON `orders` FOR EACH ROW
  DELETE FROM `payments` WHERE `order_id` = NEW.`id` AND NEW.`status` = '已取消' AND `amount` = 0;
