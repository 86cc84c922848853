CREATE TABLE `people` (
  `id` char(36) CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci NOT NULL DEFAULT (uuid()),
  `name` varchar(50) NOT NULL,
  `code` char(3) DEFAULT 'abc',
  `wide` varchar(300),
  `endless` longtext,
  `note` longtext,
  `nick` varchar(65535) NOT NULL DEFAULT 'none',
  `email` varchar(2704) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci,
  `other_email` longtext CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci,
  `Mixed Case` longtext,
  `german` longtext,
  `internal` varchar(63),
  `picture` longblob,
  `digest` varbinary(2704),
  `doc` longtext,
  PRIMARY KEY (`id`),
  UNIQUE KEY `people_email_key` (`email`),
  UNIQUE KEY `people_digest_key` (`digest`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `blanks` (
  `a` char(1) DEFAULT '',
  `b` char(3) NOT NULL DEFAULT 'x',
  `c` varchar(3) DEFAULT ' '
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
