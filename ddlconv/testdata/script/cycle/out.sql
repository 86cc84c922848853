CREATE TABLE `employee` (
  `id` int NOT NULL,
  `department` int,
  `chief` int,
  PRIMARY KEY (`id`),
  KEY (`department`),
  KEY (`chief`)
);
CREATE TABLE `department` (
  `id` int NOT NULL,
  `head` int,
  PRIMARY KEY (`id`),
  KEY (`head`)
);
ALTER TABLE `employee` ADD CONSTRAINT `works_in` FOREIGN KEY (`department`) REFERENCES `department` (`id`);
ALTER TABLE `employee` ADD CONSTRAINT `follows` FOREIGN KEY (`chief`) REFERENCES `employee` (`id`);
ALTER TABLE `department` ADD CONSTRAINT `led_by` FOREIGN KEY (`head`) REFERENCES `employee` (`id`);
