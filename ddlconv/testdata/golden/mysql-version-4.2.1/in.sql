CREATE TABLE `t` (
  `id` int NOT NULL,
  `a` varchar(36) DEFAULT (uuid()),
  `b` json DEFAULT NULL,
  `c` int /*!80023 INVISIBLE */,
  `d` text,
  PRIMARY KEY (`id`),
  KEY `upper_a` ((upper(`a`))),
  KEY `members` ((cast(`b` as unsigned array))),
  FULLTEXT KEY `words` (`d`),
  CONSTRAINT `positive` CHECK ((`c` > 0))
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci
