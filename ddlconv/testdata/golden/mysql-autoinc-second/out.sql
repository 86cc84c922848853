CREATE TABLE `t` (
  `grp` varchar(5) NOT NULL,
  `id` int NOT NULL AUTO_INCREMENT,
  PRIMARY KEY (`grp`, `id`)
) DEFAULT CHARSET = utf8mb4;
