CREATE TABLE `orders` (
  `id` int(11) NOT NULL,
  `day` date DEFAULT NULL,
  `total` int(11) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `by_day` (`day`) STORING (`total`),
  KEY `by_total` (`total`) GLOBAL PARTITION BY HASH (total) PARTITIONS 2
) DEFAULT CHARSET = utf8mb4;
CREATE TABLE `grouped` (
  `id` int(11) NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 TABLEGROUP = 'near';
CREATE TABLE `notes` (
  `id` int(11) NOT NULL,
  `place` vector(3) DEFAULT NULL,
  `tags` array(int) DEFAULT NULL,
  PRIMARY KEY (`id`),
  VECTOR KEY `near` (`place`) WITH (distance = l2, type = hnsw)
);
CREATE SEQUENCE `numbers` START WITH 3 INCREMENT BY 2 NOCYCLE ORDER;
CREATE MATERIALIZED VIEW LOG ON `orders` WITH PRIMARY KEY (day, total) INCLUDING NEW VALUES;
CREATE MATERIALIZED VIEW `days` DEFAULT CHARSET = utf8mb4 PCTFREE = 10 REFRESH FORCE ON DEMAND  AS select `orders`.`day` AS `day`,sum(`orders`.`total`) AS `total` from `orders` group by `orders`.`day`;
CREATE VIEW `late` AS select `orders`.`id` AS `id` from `orders` where (`orders`.`day` > '2024-01-01');
