CREATE TABLE `parent` (
  `id` bigint NOT NULL,
  `code` varchar(40) COLLATE utf8mb4_bin NOT NULL,
  `fixed` char(12) NOT NULL,
  `bits` varbinary(20) NOT NULL,
  `amount` decimal(20,0) NOT NULL,
  `day` datetime NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY (`code`),
  UNIQUE KEY (`fixed`),
  UNIQUE KEY (`bits`),
  UNIQUE KEY (`amount`),
  UNIQUE KEY (`day`)
) DEFAULT CHARSET = utf8mb4;
CREATE TABLE `child` (
  `a` bigint,
  `b` varchar(40) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin,
  `c` char(12) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci,
  `d` varbinary(20),
  `e` decimal(20,0),
  `f` datetime,
  KEY (`a`),
  KEY (`b`),
  KEY (`c`),
  KEY (`d`),
  KEY (`e`),
  KEY (`f`)
) DEFAULT CHARSET = utf8mb4;
CREATE TABLE `grandchild` (
  `a` bigint,
  UNIQUE KEY (`a`)
);
ALTER TABLE `child` ADD CONSTRAINT `child_ibfk_1` FOREIGN KEY (`a`) REFERENCES `parent` (`id`);
ALTER TABLE `child` ADD CONSTRAINT `child_ibfk_2` FOREIGN KEY (`b`) REFERENCES `parent` (`code`);
ALTER TABLE `child` ADD CONSTRAINT `child_ibfk_3` FOREIGN KEY (`c`) REFERENCES `parent` (`fixed`);
ALTER TABLE `child` ADD CONSTRAINT `child_ibfk_4` FOREIGN KEY (`d`) REFERENCES `parent` (`bits`);
ALTER TABLE `child` ADD CONSTRAINT `child_ibfk_5` FOREIGN KEY (`e`) REFERENCES `parent` (`amount`);
ALTER TABLE `child` ADD CONSTRAINT `child_ibfk_6` FOREIGN KEY (`f`) REFERENCES `parent` (`day`);
ALTER TABLE `grandchild` ADD CONSTRAINT `grandchild_ibfk_1` FOREIGN KEY (`a`) REFERENCES `child` (`a`);
