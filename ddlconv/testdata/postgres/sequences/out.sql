CREATE TABLE `orders` (
  `id` int NOT NULL AUTO_INCREMENT,
  `number` bigint,
  `label` longtext,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin AUTO_INCREMENT = 42;
CREATE TABLE `first_one` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin AUTO_INCREMENT = 100;
CREATE TABLE `second_one` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin AUTO_INCREMENT = 100;
CREATE TABLE `even` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin AUTO_INCREMENT = 2;
CREATE TABLE `identity_one` (
  `id` int NOT NULL AUTO_INCREMENT,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin AUTO_INCREMENT = 7;
CREATE TABLE `before_it` (
  `id` int NOT NULL AUTO_INCREMENT,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin AUTO_INCREMENT = 10;
CREATE TABLE `ending` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `x` int,
  `y` longtext,
  KEY `ending_x` (`x`),
  CONSTRAINT `ending_x_check` CHECK (((`x` & 1) = 0) AND (CAST(`x` ^ 3 AS SIGNED) > 0))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin AUTO_INCREMENT = 100;
CREATE SEQUENCE `free_seq` START WITH 10 INCREMENT BY -2 MINVALUE -1000 MAXVALUE 10 CYCLE;
