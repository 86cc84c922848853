CREATE TABLE `made` (
  `id` int
);
CREATE VIEW `ready` AS SELECT made.id FROM made JOIN information_schema.tables;
CREATE VIEW `waits` AS SELECT id FROM queried;
CREATE VIEW `waits_too` AS SELECT id FROM waits;
CREATE VIEW `elsewhere` AS SELECT id FROM other.t;
CREATE TRIGGER `unmade` BEFORE INSERT ON queried FOR EACH ROW SET NEW.id = 1;
CREATE TRIGGER `later` BEFORE INSERT ON made FOR EACH ROW INSERT INTO gone VALUES (NEW.id);
