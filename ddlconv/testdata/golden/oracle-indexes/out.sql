CREATE TABLE `books` (
  `id` int NOT NULL,
  `title` varchar(200),
  `lang` char(2),
  `added` datetime,
  `body` longtext,
  `price` decimal(8,2),
  PRIMARY KEY (`id`),
  KEY `books_lang` (`lang`),
  KEY `books_title` ((UPPER(`title`))),
  KEY `books_added` ((CAST(DATE(`added`) AS DATETIME))),
  KEY `books_price` (`price`),
  UNIQUE KEY `books_once` ((CASE WHEN `lang` = 'en' THEN `title` END)),
  KEY `books_reverse` (`title`),
  KEY `books_hidden` (`added`, `price`) INVISIBLE,
  FULLTEXT KEY `books_body` (`body`)
) DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin;
