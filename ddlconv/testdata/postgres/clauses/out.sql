CREATE TABLE `part` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` longtext,
  `label` longtext,
  `flags` int,
  `code` varchar(20),
  PRIMARY KEY (`id`),
  UNIQUE KEY `part_code` (`code`) STORING (`flags`),
  KEY `part_low` ((lower(`code`)), `flags`) STORING (`id`),
  CONSTRAINT `part_flags_check` CHECK ((CAST(`flags` << 2 AS SIGNED) > 0) AND (CASE WHEN `flags` < 0 THEN CAST(~(~`flags` >> 1) AS SIGNED) ELSE CAST(`flags` >> 1 AS SIGNED) END > 0) AND (CAST(`flags` ^ 3 AS SIGNED) > 0) AND (CAST(~`flags` AS SIGNED) < 0)),
  CONSTRAINT `part_label_label_check` CHECK (`label` <> '')
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin AUTO_INCREMENT = 10;
CREATE TABLE `passing` (
  `a` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `heir` (
  `id` int NOT NULL,
  `name` longtext,
  `label` longtext,
  `flags` int,
  `code` varchar(20),
  `z` int,
  CONSTRAINT `heir_part_flags_check` CHECK ((CAST(`flags` << 2 AS SIGNED) > 0) AND (CASE WHEN `flags` < 0 THEN CAST(~(~`flags` >> 1) AS SIGNED) ELSE CAST(`flags` >> 1 AS SIGNED) END > 0) AND (CAST(`flags` ^ 3 AS SIGNED) > 0) AND (CAST(~`flags` AS SIGNED) < 0)),
  CONSTRAINT `heir_label_label_check` CHECK (`label` <> '')
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `twin` (
  `id` int NOT NULL AUTO_INCREMENT,
  `name` longtext,
  `label` longtext,
  `flags` int,
  `code` varchar(20),
  PRIMARY KEY (`id`),
  UNIQUE KEY `twin_code_key` (`code`) STORING (`flags`),
  KEY `twin_lower_flags_idx` ((lower(`code`)), `flags`) STORING (`id`),
  CONSTRAINT `twin_part_flags_check` CHECK ((CAST(`flags` << 2 AS SIGNED) > 0) AND (CASE WHEN `flags` < 0 THEN CAST(~(~`flags` >> 1) AS SIGNED) ELSE CAST(`flags` >> 1 AS SIGNED) END > 0) AND (CAST(`flags` ^ 3 AS SIGNED) > 0) AND (CAST(~`flags` AS SIGNED) < 0)),
  CONSTRAINT `twin_label_label_check` CHECK (`label` <> '')
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin AUTO_INCREMENT = 10;
CREATE TABLE `plain` (
  `id` int NOT NULL,
  `name` longtext,
  `label` longtext,
  `flags` int,
  `code` varchar(20),
  CONSTRAINT `plain_label_label_check` CHECK (`label` <> '')
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `grid` (
  `x` int NOT NULL,
  `y` date NOT NULL,
  `z` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`x`, `y`) (
  PARTITION `grid_low` VALUES LESS THAN (10, '0001-01-01'),
  PARTITION `grid_high` VALUES LESS THAN (20, MAXVALUE)
);
CREATE TABLE `mixed` (
  `a` int,
  `b` longtext
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `slots` (
  `a` int,
  `b` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY LIST COLUMNS (`a`) (
  PARTITION `slot` VALUES IN (3),
  PARTITION `second_slot` VALUES IN (4)
);
CREATE TABLE `names` (
  `a` varchar(2704)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`a`) (
  PARTITION `names_low` VALUES LESS THAN ('n')
);
CREATE TABLE `codes` (
  `a` varchar(2704)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin
PARTITION BY RANGE COLUMNS (`a`) (
  PARTITION `codes_low` VALUES LESS THAN ('n')
);
CREATE TABLE `pairs` (
  `a` int NOT NULL,
  `b` varchar(65535) DEFAULT 'z',
  PRIMARY KEY (`a`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `facts` (
  `id` int,
  `ok` tinyint(1),
  `at` datetime(3),
  `name` longtext
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE SEQUENCE `numbers` START WITH 5 INCREMENT BY 2 MINVALUE 3 MAXVALUE 99 CYCLE CACHE 7;
CREATE VIEW `passing_view` AS SELECT CASE WHEN `flags` < 0 THEN CAST(~(~`flags` >> 1) AS SIGNED) ELSE CAST(`flags` >> 1 AS SIGNED) END AS `half` FROM `part`;
CREATE VIEW `second_slots` AS SELECT * FROM `slots` PARTITION (`second_slot`) AS `slot`;
CREATE VIEW `low_codes` AS SELECT `a` FROM `codes` PARTITION (`codes_low`) AS `codes_low`;
CREATE VIEW `all_parts` AS SELECT `id` FROM `part`;
CREATE VIEW `own_parts` AS SELECT `id` FROM `part`;
CREATE VIEW `gathered` AS SELECT json_arrayagg(CASE WHEN `ok` THEN CAST('true' AS JSON) WHEN NOT `ok` THEN CAST('false' AS JSON) END) AS `oks`, json_arrayagg(CAST(`at` AS CHAR)) AS `ats`, json_objectagg(`name`, CASE WHEN `ok` THEN CAST('true' AS JSON) WHEN NOT `ok` THEN CAST('false' AS JSON) END) AS `named`, json_array(1, 2) AS `two` FROM `facts`;
CREATE VIEW `built` AS SELECT json_object('ok', CASE WHEN `ok` THEN CAST('true' AS JSON) WHEN NOT `ok` THEN CAST('false' AS JSON) END, 'at', CAST(`at` AS CHAR), 'yes', TRUE) AS `o`, json_array(CASE WHEN `id` > 1 THEN CAST('true' AS JSON) WHEN NOT (`id` > 1) THEN CAST('false' AS JSON) END, `name`) AS `a` FROM `facts`;
