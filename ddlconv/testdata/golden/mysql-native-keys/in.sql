CREATE TABLE `items` (
  `id` int(11) NOT NULL,
  `code` varchar(20) DEFAULT NULL,
  `price` int(11) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `u` (`code`) BLOCK_SIZE 16384 GLOBAL
 ,
  KEY `covering` (`price`) STORING (`code`) BLOCK_SIZE 16384 LOCAL,
  KEY `cut` (`price`) BLOCK_SIZE 16384 GLOBAL COMMENT 'on its own'
 partition by range(price)
(partition `cheap` values less than (100),
partition `dear` values less than (MAXVALUE)),
  KEY `columns` (`price`) BLOCK_SIZE 16384 LOCAL WITH COLUMN GROUP(each column),
  FULLTEXT KEY `words` (`code`) WITH PARSER ngram PARSER_PROPERTIES=(ngram_token_size=3) BLOCK_SIZE 16384
) ORGANIZATION INDEX DEFAULT CHARSET = utf8mb4 ROW_FORMAT = DYNAMIC COMPRESSION = 'zstd_1.3.8' REPLICA_NUM = 1 BLOCK_SIZE = 16384 USE_BLOOM_FILTER = FALSE ENABLE_MACRO_BLOCK_BLOOM_FILTER = FALSE TABLET_SIZE = 134217728 PCTFREE = 0
 partition by hash(id)
(partition `p0`,
partition `p1`,
partition `p2`)
