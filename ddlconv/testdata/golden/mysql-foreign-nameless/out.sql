CREATE TABLE `loans` (
  `branch_id` int NOT NULL,
  `book_id` int NOT NULL,
  `reader_id` int,
  PRIMARY KEY (`book_id`, `branch_id`),
  KEY `loans_ibfk_4` (`reader_id`),
  KEY (`branch_id`, `book_id`)
);
ALTER TABLE `loans` ADD CONSTRAINT `loans_ibfk_1` FOREIGN KEY (`book_id`) REFERENCES `books` (`id`) ON DELETE CASCADE;
ALTER TABLE `loans` ADD CONSTRAINT `loans_ibfk_4` FOREIGN KEY (`reader_id`) REFERENCES `readers` (`id`);
ALTER TABLE `loans` ADD CONSTRAINT `loans_ibfk_2` FOREIGN KEY (`branch_id`, `book_id`) REFERENCES `shelves` (`branch_id`, `book_id`);
