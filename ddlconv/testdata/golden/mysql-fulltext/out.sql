CREATE TABLE `f` (
  `a` text,
  `b` varchar(20) DEFAULT NULL,
  `c` varchar(20) COLLATE utf8mb4_bin DEFAULT NULL,
  `g` text GENERATED ALWAYS AS (lower(`a`)) STORED,
  FULLTEXT KEY `k1` (`a`, `b`),
  FULLTEXT KEY `k2` (`a`) WITH PARSER ngram,
  FULLTEXT KEY `k3` (`b`) WITH PARSER ngram
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_general_ci;
