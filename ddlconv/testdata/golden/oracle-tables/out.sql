CREATE TABLE `basket` (
  `id` int,
  `session_id` varchar(20)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `ledger` (
  `id` int,
  `sum` decimal(9,2)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `rates` (
  `code` char(3) COMMENT 'ISO 4217',
  `rate` decimal(9,4)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin COMMENT = 'what a "currency" costs; it\'s daily';
CREATE TABLE `parts` (
  `id` int,
  `secret` varchar(20),
  `folded` varchar(20)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `lookup` (
  `id` int NOT NULL,
  `word` varchar(40),
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `pictures` (
  `id` int,
  `body` longblob,
  `note` longtext
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `heavy` (
  `a` mediumtext,
  `b` varchar(32767),
  `c` varchar(32767),
  `d` varchar(32767),
  `e` varchar(32767),
  `f` varchar(32767),
  `g` varchar(32767),
  `h` varchar(32767),
  `i` varchar(32767),
  `j` varchar(32767),
  `k` varchar(32767),
  `l` varchar(32767)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
