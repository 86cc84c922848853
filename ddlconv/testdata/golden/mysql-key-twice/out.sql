CREATE TABLE `t` (
  `a` int,
  `b` int,
  KEY `k` (`a`),
  KEY `K_3` (`b`),
  UNIQUE KEY `k_2` (`a`, `b`)
);
