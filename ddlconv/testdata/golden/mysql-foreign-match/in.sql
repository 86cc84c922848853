CREATE TABLE `line` (
  `id` int NOT NULL,
  `a` int,
  `b` int,
  PRIMARY KEY (`id`),
  KEY `ab` (`a`,`b`),
  CONSTRAINT `full` FOREIGN KEY (`a`,`b`) REFERENCES `head` (`a`,`b`) MATCH FULL ON DELETE CASCADE,
  CONSTRAINT `part` FOREIGN KEY (`b`,`a`) REFERENCES `head` (`b`,`a`) MATCH PARTIAL,
  CONSTRAINT `simple` FOREIGN KEY (`a`) REFERENCES `head` (`a`) MATCH SIMPLE
)
