CREATE TABLE `k` (
  `a` int,
  `j` json,
  KEY (`a`)
);
