CREATE TABLE `g` (
  `id` int NOT NULL AUTO_INCREMENT,
  `a` int DEFAULT NULL,
  `name` varchar(20) DEFAULT NULL,
  `doc` json DEFAULT NULL,
  `b` int GENERATED ALWAYS AS ((`a` + 1)) STORED,
  `c` int GENERATED ALWAYS AS ((`b` * 2)) VIRTUAL,
  `d` int GENERATED ALWAYS AS ((`id` + 1)) VIRTUAL,
  `e` varchar(30) GENERATED ALWAYS AS (concat(_utf8mb4'x',lower(`name`))) VIRTUAL NOT NULL COMMENT 'low',
  `f` varchar(30) GENERATED ALWAYS AS (json_unquote(json_extract(`doc`,_utf8mb4'$.f'))) VIRTUAL,
  PRIMARY KEY (`id`),
  KEY `e` (`e`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
