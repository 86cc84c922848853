-- What a kernel shows of a database, one after the other.
CREATE TABLEGROUP IF NOT EXISTS `near`  SHARDING = 'NONE';
CREATE TABLE `orders` (
  `id` int(11) NOT NULL,
  `day` date DEFAULT NULL,
  `total` int(11) DEFAULT NULL,
  PRIMARY KEY (`id`),
  KEY `by_day` (`day`) STORING (`total`) BLOCK_SIZE 16384 LOCAL
) ORGANIZATION INDEX DEFAULT CHARSET = utf8mb4 ROW_FORMAT = DYNAMIC COMPRESSION = 'zstd_1.3.8' REPLICA_NUM = 1 BLOCK_SIZE = 16384 USE_BLOOM_FILTER = FALSE ENABLE_MACRO_BLOCK_BLOOM_FILTER = FALSE TABLET_SIZE = 134217728 PCTFREE = 0;
CREATE TABLE `grouped` (
  `id` int(11) NOT NULL,
  PRIMARY KEY (`id`)
) ORGANIZATION INDEX DEFAULT CHARSET = utf8mb4 REPLICA_NUM = 1 TABLEGROUP = 'near';
CREATE TABLE `notes` (
  `id` int(11) NOT NULL,
  `place` VECTOR(3) DEFAULT NULL,
  `tags` ARRAY(INT) DEFAULT NULL,
  PRIMARY KEY (`id`)
) REPLICA_NUM = 1;
CREATE INDEX by_total ON orders (total) GLOBAL PARTITION BY HASH(total) PARTITIONS 2;
CREATE VECTOR INDEX near ON notes (place) WITH (distance = l2, type = hnsw);
CREATE MATERIALIZED VIEW LOG ON orders WITH PRIMARY KEY (day, total) INCLUDING NEW VALUES;
CREATE MATERIALIZED VIEW `days` DEFAULT CHARSET = utf8mb4 PCTFREE = 10 REFRESH FORCE ON DEMAND  AS select `shop`.`orders`.`day` AS `day`,sum(`shop`.`orders`.`total`) AS `total` from `shop`.`orders` group by `shop`.`orders`.`day`;
CREATE VIEW `late` AS select `shop`.`orders`.`id` AS `id` from `shop`.`orders` where (`shop`.`orders`.`day` > '2024-01-01');
CREATE SEQUENCE numbers START WITH 3 INCREMENT BY 2 NOCYCLE ORDER;
CREATE MATERIALIZED VIEW gone AS SELECT 1;
DROP MATERIALIZED VIEW gone;
DROP MATERIALIZED VIEW IF EXISTS never;
CREATE EXTERNAL TABLE files (a int) LOCATION = 's3://bucket/?access_id=i&access_key=k' FORMAT = (TYPE = 'CSV');
CREATE OUTLINE plan ON SELECT 1;
