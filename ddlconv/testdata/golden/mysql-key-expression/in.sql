CREATE TABLE `t` (
  `a` varchar(20),
  KEY `today` ((datediff(`a`,curdate()))),
  KEY `kept` ((upper(`a`)))
)
