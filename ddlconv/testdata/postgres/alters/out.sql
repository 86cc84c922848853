CREATE TABLE `goods` (
  `id` int NOT NULL,
  `name` varchar(80) NOT NULL COMMENT 'its \'name\'',
  `price` decimal(8,2) DEFAULT 9.99,
  `made` datetime(6),
  `size` varchar(10) NOT NULL DEFAULT 'M',
  `made_at` datetime(6),
  PRIMARY KEY (`id`),
  UNIQUE KEY `goods_name_key` (`name`) COMMENT 'one of each'
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin COMMENT = 'what is sold';
