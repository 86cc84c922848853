CREATE TABLE `u` (
  `id` int
);
CREATE TABLE `v` (
  `f` int NOT NULL,
  `id` int NOT NULL,
  `a` int,
  `b` int,
  `g` int,
  `h` int,
  `i` int,
  `j` decimal(5,2) unsigned zerofill,
  PRIMARY KEY (`id`, `f`),
  KEY `k` (`a`)
) COMMENT = 'said';
