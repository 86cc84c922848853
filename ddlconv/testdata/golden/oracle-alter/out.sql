CREATE TABLE `tasks` (
  `id` bigint NOT NULL,
  `Mixed Case` varchar(10) COMMENT 'mixed',
  `new_name` varchar(20),
  `name` varchar(100) NOT NULL DEFAULT 'n',
  `created` datetime NOT NULL DEFAULT CURRENT_TIMESTAMP,
  `doc` longtext,
  `size_no` smallint,
  PRIMARY KEY (`id`, `name`),
  CHECK (`new_name` <> 'old_name')
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
