CREATE TABLE `visits` (
  `shop` int(11) NOT NULL,
  `day` date NOT NULL,
  `n` int(11) DEFAULT NULL,
  PRIMARY KEY (`shop`, `day`)
) ORGANIZATION INDEX DEFAULT CHARSET = utf8mb4 ROW_FORMAT = DYNAMIC COMPRESSION = 'zstd_1.3.8' REPLICA_NUM = 1 BLOCK_SIZE = 16384 USE_BLOOM_FILTER = FALSE ENABLE_MACRO_BLOCK_BLOOM_FILTER = FALSE TABLET_SIZE = 134217728 PCTFREE = 0
 partition by hash(shop) subpartition by range columns(day) subpartition template (
subpartition `old` values less than ('2024-01-01'),
subpartition `new` values less than (MAXVALUE))
(partition `p0`,
partition `p1`)
