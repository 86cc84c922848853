CREATE TABLE `line` (
  `id` int NOT NULL,
  `a` int,
  `b` int,
  PRIMARY KEY (`id`),
  KEY `ab` (`a`, `b`),
  KEY `part` (`b`, `a`)
);
ALTER TABLE `line` ADD CONSTRAINT `full` FOREIGN KEY (`a`, `b`) REFERENCES `head` (`a`, `b`) ON DELETE CASCADE;
ALTER TABLE `line` ADD CONSTRAINT `part` FOREIGN KEY (`b`, `a`) REFERENCES `head` (`b`, `a`);
ALTER TABLE `line` ADD CONSTRAINT `simple` FOREIGN KEY (`a`) REFERENCES `head` (`a`);
