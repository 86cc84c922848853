CREATE TABLE `t` (
  `id` int NOT NULL,
  `code` varchar(1000),
  `word` varchar(200000) DEFAULT 'none',
  `a` varchar(200000) DEFAULT NULL,
  `b` varchar(150000) NOT NULL,
  `c` varbinary(20000),
  PRIMARY KEY (`id`),
  KEY (`code`)
)
