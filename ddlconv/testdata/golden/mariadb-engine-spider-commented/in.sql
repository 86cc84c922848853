CREATE TABLE `o` (
  `id` int NOT NULL
) ENGINE=SPIDER DEFAULT CHARSET=utf8mb4 COMMENT='the orders of the "old" shop' CONNECTION='srv "shop", table "orders", password "S3cr3t"'
