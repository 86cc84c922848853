CREATE TABLE `sales` (
  `region` varchar(2704) NOT NULL,
  `amount` decimal(10,2),
  `paid` tinyint(1),
  KEY `sales_amount_idx` (`amount`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY LIST COLUMNS (`region`) (
  PARTITION `sales_eu` VALUES IN ('de', 'fr'),
  PARTITION `sales_us` VALUES IN ('us', NULL),
  PARTITION `sales_rest` VALUES IN (DEFAULT)
);
CREATE TABLE `flagged` (
  `id` int,
  `paid` tinyint(1)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY LIST COLUMNS (`paid`) (
  PARTITION `flagged_yes` VALUES IN (1),
  PARTITION `flagged_no` VALUES IN (0)
);
CREATE TABLE `empty_list` (
  `id` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY LIST COLUMNS (`id`) (
  PARTITION `p_rest` VALUES IN (DEFAULT)
);
