CREATE TABLE `f` (
  `a` text,
  `b` varchar(20) DEFAULT NULL,
  `c` varchar(20) COLLATE utf8mb4_bin DEFAULT NULL,
  `g` text GENERATED ALWAYS AS (lower(`a`)) STORED,
  FULLTEXT KEY `k1` (`a`,`b`),
  FULLTEXT KEY `k2` (`a`) /*!50100 WITH PARSER `ngram` */ ,
  FULLTEXT KEY `k3` (`b`) /*!50100 WITH PARSER `mecab` */ ,
  FULLTEXT KEY `k4` (`b`,`c`),
  FULLTEXT KEY `k5` (`g`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci
