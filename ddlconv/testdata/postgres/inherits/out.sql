CREATE TABLE `animals` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` longtext NOT NULL COMMENT 'as it is called',
  PRIMARY KEY (`id`),
  CONSTRAINT `animals_name_check` CHECK (`name` <> '')
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `dogs` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` longtext NOT NULL,
  `tail` tinyint(1),
  CONSTRAINT `dogs_animals_name_check` CHECK (`name` <> '')
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `cats` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` longtext NOT NULL,
  `whiskers` smallint,
  PRIMARY KEY (`id`),
  CONSTRAINT `cats_animals_name_check` CHECK (`name` <> '')
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `cache` (
  `id` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `scratch` (
  `id` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `birds` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` longtext NOT NULL,
  `wings` int,
  CONSTRAINT `birds_animals_name_check` CHECK (`name` <> '')
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
