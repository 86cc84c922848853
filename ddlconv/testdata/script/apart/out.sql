CREATE TABLE `parent` (
  `a` int NOT NULL,
  `b` int NOT NULL,
  `t` text,
  `moment` timestamp NOT NULL,
  PRIMARY KEY (`a`, `b`),
  KEY (`t`(10)),
  UNIQUE KEY (`moment`)
);
CREATE TABLE `child` (
  `a` bigint,
  `b` int,
  `t` text,
  `day` date,
  `name` varchar(10),
  KEY (`a`, `b`),
  KEY (`t`(10)),
  KEY (`day`),
  KEY (`name`)
);
