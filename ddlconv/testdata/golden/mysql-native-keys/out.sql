CREATE TABLE `items` (
  `id` int(11) NOT NULL,
  `code` varchar(20) DEFAULT NULL,
  `price` int(11) DEFAULT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `u` (`code`) GLOBAL,
  KEY `covering` (`price`) STORING (`code`),
  KEY `cut` (`price`) GLOBAL COMMENT 'on its own' PARTITION BY RANGE (price) (PARTITION `cheap` VALUES LESS THAN (100), PARTITION `dear` VALUES LESS THAN (MAXVALUE)),
  KEY `columns` (`price`) WITH COLUMN GROUP (each column),
  FULLTEXT KEY `words` (`code`) WITH PARSER ngram PARSER_PROPERTIES=(ngram_token_size=3)
) DEFAULT CHARSET = utf8mb4
PARTITION BY HASH (id) (
  PARTITION `p0`,
  PARTITION `p1`,
  PARTITION `p2`
);
