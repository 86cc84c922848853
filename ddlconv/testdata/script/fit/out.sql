CREATE TABLE `parent` (
  `id` int NOT NULL,
  `code` char(10) NOT NULL,
  `word` varchar(10) CHARACTER SET gbk NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY (`code`),
  UNIQUE KEY (`word`)
) DEFAULT CHARSET = utf8mb4;
CREATE TABLE `child` (
  `a` int,
  `b` char(30) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci,
  `c` varchar(10) CHARACTER SET gbk COLLATE gbk_chinese_ci,
  `d` int,
  KEY (`a`),
  KEY (`b`),
  KEY (`c`),
  KEY (`d`)
) DEFAULT CHARSET = utf8mb4;
ALTER TABLE `child` ADD CONSTRAINT `child_ibfk_1` FOREIGN KEY (`a`) REFERENCES `parent` (`id`);
ALTER TABLE `child` ADD CONSTRAINT `child_ibfk_2` FOREIGN KEY (`b`) REFERENCES `parent` (`code`);
ALTER TABLE `child` ADD CONSTRAINT `child_ibfk_3` FOREIGN KEY (`c`) REFERENCES `parent` (`word`);
ALTER TABLE `child` ADD CONSTRAINT `child_ibfk_4` FOREIGN KEY (`d`) REFERENCES `parent` (`id`);
