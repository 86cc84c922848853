CREATE TABLE `t` (
  `a` varchar(300000) CHARACTER SET latin1,
  `b` varbinary(2000000),
  `c` char(300),
  `d` binary(300),
  `e` varchar(5000000),
  KEY (`a`)
)
