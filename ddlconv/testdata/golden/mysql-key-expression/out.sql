CREATE TABLE `t` (
  `a` varchar(20),
  KEY `kept` ((upper(`a`)))
);
