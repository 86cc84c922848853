CREATE TABLE `audit_log` (
  `id` int NOT NULL,
  `a` int,
  PRIMARY KEY (`id`),
  KEY `log_a_idx` (`a`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `log` (
  `id` int NOT NULL,
  `b` int,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin COMMENT = 'of the shop';
CREATE TABLE `line` (
  `x` int,
  `y` int,
  `z` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `audit_line` (
  `x` int,
  `y` int
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
ALTER TABLE `line` ADD CONSTRAINT `line_x_fkey` FOREIGN KEY (`x`) REFERENCES `log` (`id`);
ALTER TABLE `line` ADD CONSTRAINT `line_y_fkey` FOREIGN KEY (`y`) REFERENCES `audit_log` (`id`);
ALTER TABLE `audit_line` ADD CONSTRAINT `audit_line_x_fkey` FOREIGN KEY (`x`) REFERENCES `audit_log` (`id`);
ALTER TABLE `audit_line` ADD CONSTRAINT `audit_line_y_fkey` FOREIGN KEY (`y`) REFERENCES `log` (`id`);
CREATE SEQUENCE `small_seq` START WITH 1 INCREMENT BY 1 MAXVALUE 32767;
CREATE SEQUENCE `down_seq` START WITH -8 INCREMENT BY -1;
CREATE VIEW `all_of_it` AS SELECT * FROM `log`;
CREATE VIEW `audit_recent` AS SELECT * FROM `audit_log` AS `log`;
CREATE VIEW `recent` AS SELECT `id` FROM `log`;
