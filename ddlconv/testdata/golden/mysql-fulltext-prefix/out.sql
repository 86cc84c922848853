CREATE TABLE `t` (
  `title` varchar(200),
  `body` text,
  FULLTEXT KEY `words` (`title`, `body`) WITH PARSER ngram
);
