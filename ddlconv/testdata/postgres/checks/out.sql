CREATE TABLE `checked` (
  `id` int NOT NULL,
  `kind` longtext,
  `state` varchar(10) DEFAULT 'new',
  `code` longtext,
  `mail` longtext,
  `plain` longtext,
  `doc` json,
  `first_day` date,
  `last_day` date,
  `parent` int,
  `other` int,
  PRIMARY KEY (`id`),
  CONSTRAINT `checked_kind_check` CHECK (`kind` IN ('a', 'b')),
  CONSTRAINT `state_known` CHECK (`state` IN ('new', 'old')),
  CONSTRAINT `checked_code_check` CHECK (regexp_like(`code`, '^[A-Z]{2}\\d+$', 'c')),
  CONSTRAINT `checked_mail_check` CHECK (lower(`mail`) LIKE lower('%@%')),
  CONSTRAINT `checked_doc_check` CHECK (json_type(`doc`) IN ('OBJECT')),
  CONSTRAINT `checked_check` CHECK (`first_day` <= `last_day`),
  CONSTRAINT `checked_check1` CHECK (((`parent` IS NOT NULL) + (`other` IS NOT NULL)) = 1),
  CONSTRAINT `differs` CHECK (NOT (`parent` <=> `other`)),
  CONSTRAINT `half` CHECK (((`parent` DIV 2) > 1) AND (char_length(`kind`) < 255))
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `unheard` (
  `a` decimal(65,30),
  `b` double,
  `kind` longtext,
  CONSTRAINT `unheard_check` CHECK (`a` IS NOT NULL AND `b` IS NOT NULL),
  CONSTRAINT `unheard_kind_check` CHECK (`kind` <> 'NaN')
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
