CREATE TABLE `settings` (
  `id` int NOT NULL,
  `owner` varchar(30),
  `host` varchar(64),
  `first` varchar(20),
  `last` varchar(20) NOT NULL,
  `whole` varchar(41) GENERATED ALWAYS AS (CONCAT_WS('', `first`, ' ', `last`)) VIRTUAL,
  `doubled` decimal(65,30) GENERATED ALWAYS AS (`id` * 2) VIRTUAL,
  `loud` varchar(4000) GENERATED ALWAYS AS (UPPER(`first`)) VIRTUAL,
  `odd` decimal(65,30) GENERATED ALWAYS AS (CASE WHEN `id` <=> 1 THEN 2 END) VIRTUAL,
  `picked` varchar(4000) GENERATED ALWAYS AS (COALESCE(`first`, `last`)) VIRTUAL,
  `digest` varchar(64),
  CONSTRAINT `settings_in` CHECK (IFNULL(`first`, '-') IN ('a', 'b', '-'))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
