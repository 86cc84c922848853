CREATE TABLE `t` (
  `a` mediumtext CHARACTER SET latin1,
  `b` mediumblob,
  `c` varchar(300),
  `d` varbinary(300),
  `e` longtext,
  KEY (`a`(3072))
);
