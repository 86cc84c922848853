CREATE TABLE `t` (
  `id` int NOT NULL,
  `city` int,
  PRIMARY KEY (`id`),
  KEY (`city`),
  CONSTRAINT `in_city` FOREIGN KEY (`city`) REFERENCES `places`.`city` (`id`)
)
