CREATE TABLE `room` (
  `id` int NOT NULL,
  `during` varchar(255) NOT NULL,
  `price` decimal(10,2),
  `twice` decimal(12,2) GENERATED ALWAYS AS (`price` * 5) VIRTUAL,
  `thrice` decimal(12,2) GENERATED ALWAYS AS (`price` * 3) VIRTUAL,
  `quad` decimal(12,2) GENERATED ALWAYS AS (`price` * 4) STORED,
  `named` varchar(65535) DEFAULT 'NOT ENFORCED, WITHOUT OVERLAPS',
  PRIMARY KEY (`id`, `during`),
  CONSTRAINT `positive` CHECK (`price` > 0) NOT ENFORCED,
  CONSTRAINT `low` CHECK (`price` < 900)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `booking` (
  `room` int NOT NULL,
  `during` varchar(255),
  `other` int NOT NULL,
  `guest` int,
  UNIQUE KEY `booking_uq` (`room`, `during`),
  CONSTRAINT `early` CHECK (`guest` > 0)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
CREATE TABLE `guest` (
  `id` int NOT NULL,
  PRIMARY KEY (`id`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
ALTER TABLE `booking` ADD CONSTRAINT `hard` FOREIGN KEY (`other`) REFERENCES `guest` (`id`);
