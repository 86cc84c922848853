CREATE TABLE `notes` (
  `id` int(11) NOT NULL,
  `place` vector(3) DEFAULT NULL,
  `tags` array(varchar(20)) DEFAULT NULL,
  `grid` array(array(int)) DEFAULT NULL,
  `pairs` map(int,int) DEFAULT NULL,
  `flags` roaringbitmap DEFAULT NULL,
  `few` sparsevector DEFAULT NULL,
  `free` string DEFAULT NULL,
  PRIMARY KEY (`id`),
  VECTOR KEY `near` (`place`) WITH (DISTANCE=L2, TYPE=HNSW, LIB=VSAG, M=16, EF_CONSTRUCTION=200, EF_SEARCH=64)
) DEFAULT CHARSET = utf8mb4;
