CREATE TABLE `g` (
  `id` int NOT NULL AUTO_INCREMENT,
  `a` int DEFAULT NULL,
  `name` varchar(20) DEFAULT NULL,
  `doc` json DEFAULT NULL,
  `b` int GENERATED ALWAYS AS ((`a` + 1)) STORED,
  `c` int,
  `d` int,
  `e` varchar(30) GENERATED ALWAYS AS (concat('x',lower(`name`))) VIRTUAL NOT NULL COMMENT 'low',
  `f` varchar(30) GENERATED ALWAYS AS (json_unquote(json_extract(`doc`,'$.f'))) VIRTUAL,
  PRIMARY KEY (`id`),
  KEY `e` (`e`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_0900_ai_ci;
