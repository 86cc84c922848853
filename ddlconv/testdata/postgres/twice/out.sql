CREATE TABLE `t` (
  `id` int NOT NULL,
  `m` enum('sad','happy') DEFAULT 'sad',
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `tint` (
  `id` int,
  `sums` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE SEQUENCE `counter` START WITH 1 INCREMENT BY 1;
CREATE VIEW `v` AS SELECT `id`, `m` FROM `t`;
